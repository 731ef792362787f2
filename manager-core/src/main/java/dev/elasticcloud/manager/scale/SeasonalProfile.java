package dev.elasticcloud.manager.scale;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// The usual load at each time of a day or a week: a mean for each part of it, in which the latest
/// cycle counts for half. Immutable; its size is the number of parts.
final class SeasonalProfile {

    private static final double NEWEST = 0.5;

    private final long seconds;
    private final long part;
    private final double[] means;
    private final long open;
    private final double sum;
    private final int count;

    private SeasonalProfile(
            long seconds, long part, double[] means, long open, double sum, int count) {
        this.seconds = seconds;
        this.part = part;
        this.means = means;
        this.open = open;
        this.sum = sum;
        this.count = count;
    }

    static SeasonalProfile day() {
        return unknown(86_400, 300);
    }

    static SeasonalProfile week() {
        return unknown(604_800, 1_800);
    }

    private static SeasonalProfile unknown(long seconds, long part) {
        double[] means = new double[(int) (seconds / part)];
        Arrays.fill(means, Double.NaN);
        return new SeasonalProfile(seconds, part, means, -1, 0, 0);
    }

    /// Adds the load at a moment; a part's mean changes when the part is over.
    SeasonalProfile with(double load, long second) {
        long now = Math.floorDiv(second, part);
        if (now == open) {
            return new SeasonalProfile(seconds, part, means, open, sum + load, count + 1);
        }
        double[] changed = means;
        if (count > 0) {
            changed = means.clone();
            int over = index(open * part);
            double mean = sum / count;
            changed[over] =
                    Double.isNaN(changed[over])
                            ? mean
                            : changed[over] + NEWEST * (mean - changed[over]);
        }
        return new SeasonalProfile(seconds, part, changed, now, load, 1);
    }

    /// By what factor the load usually changes between two moments; NaN when unknown.
    double change(long from, long to) {
        double before = means[index(from)];
        double after = means[index(to)];
        return before > 0 ? Math.clamp(after / before, 0.25, 4) : Double.NaN;
    }

    /// The known means of the parts that two moments lie in, by the number of the part.
    Map<Integer, Double> parts(long from, long to) {
        Map<Integer, Double> known = new TreeMap<>();
        for (long second : new long[] {from, to}) {
            double mean = means[index(second)];
            if (!Double.isNaN(mean)) {
                known.put(index(second), mean);
            }
        }
        return known;
    }

    /// The same profile with only these means.
    SeasonalProfile with(Map<Integer, Double> parts) {
        double[] changed = new double[means.length];
        Arrays.fill(changed, Double.NaN);
        parts.forEach((index, mean) -> changed[index] = mean);
        return new SeasonalProfile(seconds, part, changed, -1, 0, 0);
    }

    private int index(long second) {
        return (int) (Math.floorMod(second, seconds) / part);
    }
}
