package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.record.DecisionMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/// The mean of a value over a sliding window, kept in slots of a second, so that its size depends
/// on the window and not on how often a value is added. Immutable.
final class SlidingMean {

    static final SlidingMean EMPTY = new SlidingMean(0, new double[0], new int[0]);

    private final long newest;
    private final double[] sums;
    private final int[] counts;

    private SlidingMean(long newest, double[] sums, int[] counts) {
        this.newest = newest;
        this.sums = sums;
        this.counts = counts;
    }

    /// Adds a value, and drops those outside the window.
    SlidingMean with(double value, Instant at, Duration window) {
        int slots = slots(window);
        long now = at.getEpochSecond();
        double[] changedSums = new double[slots];
        int[] changedCounts = new int[slots];
        for (int age = 0; age < Math.min(sums.length, slots); age++) {
            long slot = newest - age;
            if (slot <= now && slot > now - slots) {
                changedSums[(int) (now - slot)] = sums[age];
                changedCounts[(int) (now - slot)] = counts[age];
            }
        }
        changedSums[0] += value;
        changedCounts[0]++;
        return new SlidingMean(now, changedSums, changedCounts);
    }

    /// The mean over the newest part of the window: of the slots that have a value, each by its
    /// own mean.
    double over(Duration window) {
        double sum = 0;
        int filled = 0;
        for (int age = 0; age < Math.min(sums.length, slots(window)); age++) {
            if (counts[age] > 0) {
                sum += sums[age] / counts[age];
                filled++;
            }
        }
        return filled == 0 ? 0 : sum / filled;
    }

    /// The same values as data.
    DecisionMemory.Mean record() {
        return new DecisionMemory.Mean(
                newest,
                Arrays.stream(sums).boxed().toList(),
                Arrays.stream(counts).boxed().toList());
    }

    static SlidingMean of(DecisionMemory.Mean mean) {
        return new SlidingMean(
                mean.newest(),
                mean.sums().stream().mapToDouble(Double::doubleValue).toArray(),
                mean.counts().stream().mapToInt(Integer::intValue).toArray());
    }

    private static int slots(Duration window) {
        return (int) Math.max(1, Math.ceilDiv(window.toMillis(), 1000L));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlidingMean mean
                && newest == mean.newest
                && Arrays.equals(sums, mean.sums)
                && Arrays.equals(counts, mean.counts);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(newest) * 31 + Arrays.hashCode(sums);
    }
}
