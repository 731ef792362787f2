package dev.elasticcloud.manager.scale;

import java.util.Arrays;

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

    private int index(long second) {
        return (int) (Math.floorMod(second, seconds) / part);
    }
}
