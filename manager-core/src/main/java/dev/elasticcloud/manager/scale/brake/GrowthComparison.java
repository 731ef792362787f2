package dev.elasticcloud.manager.scale.brake;

/// Compares job completion rates with fewer and with more nodes, allowing for chance.
///
/// The gain is the share of the added nodes that raised the rate: 1 when the rate grew as the nodes
/// did, 0 when it stayed, less when it fell:
///
///     gain = (rate after / rate before - 1) / (nodes after / nodes before - 1)
///
/// This is TCP Vegas's comparison of the actual with the expected throughput (Brakmo and Peterson,
/// IEEE JSAC 13(8), 1995), with nodes for the window: expected is the rate per node before growth
/// times the nodes after it. The bounds are those of the ratio of two Poisson rates with a normal
/// approximation of its logarithm, `ln r ± z × sqrt(φ / n₁ + φ / n₂)`, with counts `n` and their common
/// dispersion `φ`: the variance of the counts of single seconds over their mean, which is 1 when
/// jobs end at random and more when they end in bursts. It is never taken below 1.
record GrowthComparison(Served before, Served after) {

    /// The number of standard errors allowed for: on each side, chance exceeds it one time in
    /// twenty.
    static final double DOUBT = 1.64;

    private static final double FEWEST_JOBS = 10;

    /// Whether both counts are long enough to compare: over less than two jobs' time, counts
    /// depend on when jobs started together.
    boolean possible() {
        return longEnough(before)
                && longEnough(after)
                && before.jobs() >= FEWEST_JOBS
                && before.rate() * after.seconds() >= FEWEST_JOBS;
    }

    private static boolean longEnough(Served served) {
        return served.seconds() >= Math.max(1, 2 * served.jobSeconds());
    }

    /// The largest gain consistent with the counts.
    double most() {
        return gain(ratio() * StrictMath.exp(DOUBT * error()));
    }

    /// The most likely gain.
    double likeliest() {
        return gain(ratio());
    }

    /// The smallest gain consistent with the counts.
    double least() {
        return gain(ratio() * StrictMath.exp(-DOUBT * error()));
    }

    private double gain(double ratio) {
        return (ratio - 1) / ((double) after.nodes() / before.nodes() - 1);
    }

    /// Adds half a job on each side, so that a count of zero still has an error.
    private double ratio() {
        return (after.jobs() + 0.5) / after.seconds() / ((before.jobs() + 0.5) / before.seconds());
    }

    private double error() {
        return Math.sqrt(dispersion() * (1 / (before.jobs() + 0.5) + 1 / (after.jobs() + 0.5)));
    }

    private double dispersion() {
        int freedom = before.pieces() + after.pieces() - 2;
        return freedom < 1 ? 1 : Math.max(1, (before.scatter() + after.scatter()) / freedom);
    }

    /// Whether the rates differ by more than a factor, beyond chance.
    static boolean differs(Served then, Served now, double factor) {
        if (then.seconds() <= 0 || now.seconds() <= 0) {
            return false;
        }
        GrowthComparison comparison = new GrowthComparison(then, now);
        double far = Math.abs(StrictMath.log(comparison.ratio()));
        return far - DOUBT * comparison.error() > StrictMath.log(factor);
    }
}
