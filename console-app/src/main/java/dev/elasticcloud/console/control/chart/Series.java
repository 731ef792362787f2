package dev.elasticcloud.console.control.chart;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Values over time, oldest first, immutable. `NaN` marks a time without a value.
public final class Series {

    public static final Series EMPTY = new Series(new long[0], new double[0]);

    private final long[] times;
    private final double[] values;

    private Series(long[] times, double[] values) {
        this.times = times;
        this.values = values;
    }

    /// @param time milliseconds since 1970, never decreasing
    public static <T> Series of(
            List<T> items, ToLongFunction<? super T> time, ToDoubleFunction<? super T> value) {
        return new Series(
                items.stream().mapToLong(time).toArray(),
                items.stream().mapToDouble(value).toArray());
    }

    public int size() {
        return times.length;
    }

    public long time(int index) {
        return times[index];
    }

    public double value(int index) {
        return values[index];
    }

    /// The value at a time: that of the latest sample until then; `NaN` before the first.
    public double at(long time) {
        int found = Arrays.binarySearch(times, time);
        int index = found >= 0 ? found : -found - 2;
        return index < 0 ? Double.NaN : values[index];
    }

    /// The time between most samples and their next, in milliseconds; 0 when there are no two.
    long usualStep() {
        if (times.length < 2) {
            return 0;
        }
        long[] steps = new long[times.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = times[i + 1] - times[i];
        }
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }

    /// The same series without zeros, so that they are not drawn.
    Series withoutZeros() {
        double[] kept = values.clone();
        for (int i = 0; i < kept.length; i++) {
            kept[i] = kept[i] == 0 ? Double.NaN : kept[i];
        }
        return new Series(times, kept);
    }

    /// The mean of each interval of `millis`, for lines that show a trend. Gaps stay gaps.
    Series smoothed(long millis) {
        if (millis <= 1 || times.length < 2) {
            return this;
        }
        long[] middles = new long[times.length];
        double[] means = new double[times.length];
        int size = 0;
        for (int start = 0; start < times.length; ) {
            long bucket = Math.floorDiv(times[start], millis);
            int end = start;
            double sum = 0;
            while (end < times.length && Math.floorDiv(times[end], millis) == bucket) {
                sum += values[end++];
            }
            boolean edge = start == 0 || end == times.length;
            middles[size] = edge ? times[start == 0 ? 0 : end - 1] : bucket * millis + millis / 2;
            means[size++] = sum / (end - start);
            start = end;
        }
        return new Series(Arrays.copyOf(middles, size), Arrays.copyOf(means, size));
    }

    /// The highest value; 0 when there is none.
    public double peak() {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).max().orElse(0);
    }

    public double last() {
        return values.length == 0 ? Double.NaN : values[values.length - 1];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Series that
                && Arrays.equals(times, that.times)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(times) + Arrays.hashCode(values);
    }
}
