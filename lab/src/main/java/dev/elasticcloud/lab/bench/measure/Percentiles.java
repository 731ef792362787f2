package dev.elasticcloud.lab.bench.measure;

import java.util.Arrays;
import java.util.Collection;

/// Percentiles of measurements, in milliseconds.
public record Percentiles(int count, double p50, double p95, double worst) {

    public static Percentiles ofNanos(Collection<Long> nanos) {
        double[] sorted = nanos.stream().mapToDouble(n -> n / 1e6).sorted().toArray();
        if (sorted.length == 0) {
            return new Percentiles(0, Double.NaN, Double.NaN, Double.NaN);
        }
        return new Percentiles(
                sorted.length, at(sorted, 0.5), at(sorted, 0.95), sorted[sorted.length - 1]);
    }

    /// The percentile by nearest rank.
    private static double at(double[] sorted, double share) {
        return rounded(sorted[(int) Math.ceil(share * sorted.length) - 1]);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    @Override
    public String toString() {
        return "p50 %8.1f ms   p95 %8.1f ms   worst %8.1f ms   (%d)"
                .formatted(p50, p95, worst, count);
    }

    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
