package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Forecasts a pod's load from what it has learned. Immutable, and of a size that does not grow
/// with the history.
///
/// Several simple forecasters look one provisioning time ahead: the current load, its means over
/// 10 s, a minute and five minutes, its slope, and the same time of the previous day and week.
/// Each is weighted by `1 / error²`, where its error is its recent mean error. The weighted mean
/// is the demand.
///
/// The margin on top is `k × σ`, with σ the mean error of the demand. `k` rises when the nodes of
/// one provisioning time ago turned out too few, by the share of the load that one more node would
/// have served, and falls a little otherwise, so that in the long run a node is added when it
/// would have served more than its price. That is a stochastic gradient step on `price × supply +
/// unmet share`; it is related to adaptive conformal inference (Gibbs and Candès, 2021).
final class LoadForecaster {

    /// A forecast.
    ///
    /// @param known whether enough was observed for a forecast
    /// @param ahead how far it looks ahead
    /// @param demand the load in nodes
    /// @param margin additional nodes to cover errors; may be negative where shortages are rare
    /// @param mostly which forecaster has the most weight, in words
    /// @param after what to remember
    record Forecast(
            boolean known,
            Duration ahead,
            double demand,
            double margin,
            String mostly,
            LoadForecaster after) {}

    private static final String[] FORECASTERS = {
        "its present value",
        "its mean of 10 s",
        "its mean of a minute",
        "its mean of five minutes",
        "its slope",
        "the time of the day",
        "the time of the week"
    };
    private static final double[] SPANS = {10, 60, 300};
    private static final int SLOPE = SPANS.length + 1;
    private static final int DAY = SLOPE + 1;
    private static final int WEEK = DAY + 1;

    /// How many past forecasts are kept for comparison with the actual load.
    private static final int KEPT = 64;

    private static final double ERROR_SPAN = 900;
    private static final double SIGMA_SPAN = 1800;
    private static final double LEAST_SIGMA = 0.02;
    private static final double FIRST_ERROR = 0.3;
    private static final double FIRST_K = 1.5;
    private static final double LEAST_K = -5;
    private static final double MOST_K = 20;
    private static final double STEP = 0.04;

    static final LoadForecaster NONE = new LoadForecaster();

    /// One forecast, kept until its time has come.
    record Kept(long tick, double[] foreseen, double demand, int nodes) {}

    final long tickMillis;
    final long newest;
    final int seen;
    final double[] means;
    final double[] errors;
    final double sigma;
    final double k;
    final @Nullable Kept[] kept;
    final SeasonalProfile day;
    final SeasonalProfile week;

    private LoadForecaster() {
        this(
                1000,
                Long.MIN_VALUE,
                0,
                new double[SPANS.length],
                new double[FORECASTERS.length],
                0,
                FIRST_K,
                noneKept(),
                SeasonalProfile.day(),
                SeasonalProfile.week());
    }

    LoadForecaster(
            long tickMillis,
            long newest,
            int seen,
            double[] means,
            double[] errors,
            double sigma,
            double k,
            @Nullable Kept[] kept,
            SeasonalProfile day,
            SeasonalProfile week) {
        this.tickMillis = tickMillis;
        this.newest = newest;
        this.seen = seen;
        this.means = means;
        this.errors = errors;
        this.sigma = sigma;
        this.k = k;
        this.kept = kept;
        this.day = day;
        this.week = week;
    }

    /// Forecasts from a load, in nodes, and learns from the errors of earlier forecasts.
    ///
    /// @param nodes how many nodes are wanted now
    /// @param atMost whether no more are available, so that nothing can be learned from a shortage
    /// @param signals contain the provisioning time and the moment: ticks use steady time, seasons
    ///     use wall time
    Forecast forecast(
            double load, int nodes, boolean atMost, Signals signals, ScalingRule.Forecast rule) {
        Duration provisioning = signals.provisioning();
        long wide = tickFor(provisioning);
        if (wide != tickMillis && seen > 0) {
            return inTicksOf(wide).forecast(load, nodes, atMost, signals, rule);
        }
        long tick = Math.floorDiv(signals.steady().toEpochMilli(), wide);
        long second = signals.at().getEpochSecond();
        if (seen == 0) {
            return first(wide, tick, load).forecast(load, nodes, atMost, signals, rule);
        }
        int ahead = ticksAhead(provisioning, wide);
        double[] changedMeans =
                tick > newest ? meansWith(load, (tick - newest) * wide / 1000.0) : means;
        double[] foreseen = foresee(load, changedMeans, second, ahead * wide / 1000, rule);
        double demand = 0;
        double weights = 0;
        int heaviest = 0;
        double most = 0;
        for (int i = 0; i < foreseen.length; i++) {
            if (!Double.isNaN(foreseen[i])) {
                double weight = 1 / StrictMath.pow(errors[i] + 1e-3, 2);
                demand += weight * foreseen[i];
                weights += weight;
                if (weight > most) {
                    most = weight;
                    heaviest = i;
                }
            }
        }
        demand /= weights;
        LoadForecaster after =
                tick > newest
                        ? learned(tick, ahead, load, nodes, atMost, changedMeans, rule)
                                .with(new Kept(tick, foreseen, demand, nodes), load, second)
                        : this;
        return new Forecast(
                seen > ahead,
                Duration.ofMillis(ahead * wide),
                demand,
                k * sigma,
                FORECASTERS[heaviest],
                after);
    }

    /// The length of a tick, so that the past forecasts of one provisioning time are kept.
    private static long tickFor(Duration provisioning) {
        return Math.max(1, Math.ceilDiv(provisioning.toSeconds(), KEPT - 4L)) * 1000;
    }

    private static int ticksAhead(Duration provisioning, long wide) {
        return (int) Math.max(1, Math.ceilDiv(provisioning.toMillis(), wide));
    }

    /// How many seconds a forecast looks ahead.
    static long secondsAhead(Duration provisioning) {
        long wide = tickFor(provisioning);
        return ticksAhead(provisioning, wide) * wide / 1000;
    }

    static @Nullable Kept[] noneKept() {
        return new Kept[KEPT];
    }

    private LoadForecaster first(long wide, long tick, double load) {
        double error = FIRST_ERROR * Math.max(1, load);
        double[] level = new double[SPANS.length];
        java.util.Arrays.fill(level, load);
        double[] unsure = new double[FORECASTERS.length];
        java.util.Arrays.fill(unsure, error);
        return new LoadForecaster(
                wide, tick - 1, 1, level, unsure, error, k, noneKept(), day, week);
    }

    /// After a change of the tick width, earlier forecasts are no longer comparable.
    private LoadForecaster inTicksOf(long wide) {
        long last = Math.floorDiv(newest * tickMillis, wide);
        return new LoadForecaster(wide, last, seen, means, errors, sigma, k, noneKept(), day, week);
    }

    private double[] meansWith(double load, double seconds) {
        double[] changed = new double[SPANS.length];
        for (int i = 0; i < SPANS.length; i++) {
            double weight = 1 - StrictMath.exp(-seconds / SPANS[i]);
            changed[i] = means[i] + weight * (load - means[i]);
        }
        return changed;
    }

    private double[] foresee(
            double load, double[] level, long second, long ahead, ScalingRule.Forecast rule) {
        double[] foreseen = new double[FORECASTERS.length];
        foreseen[0] = load;
        System.arraycopy(level, 0, foreseen, 1, SPANS.length);
        int last = SPANS.length - 1;
        double slope = (level[last - 1] - level[last]) / (SPANS[last] - SPANS[last - 1]);
        foreseen[SLOPE] = Math.max(0, level[last - 1] + slope * (ahead + SPANS[last - 1]));
        foreseen[DAY] =
                rule.seasons() ? level[last] * day.change(second, second + ahead) : Double.NaN;
        foreseen[WEEK] =
                rule.seasons() ? level[last] * week.change(second, second + ahead) : Double.NaN;
        return foreseen;
    }

    /// Compares the forecast of one provisioning time ago with the actual load, and the nodes
    /// wanted then with those needed now.
    private LoadForecaster learned(
            long tick,
            int ahead,
            double load,
            int nodes,
            boolean atMost,
            double[] changedMeans,
            ScalingRule.Forecast rule) {
        double seconds = tickMillis / 1000.0;
        Kept then = at(tick - ahead);
        Kept decided = ahead == 1 ? null : at(tick - ahead + 1);
        int supply = decided == null ? nodes : decided.nodes();
        if (then == null) {
            return new LoadForecaster(
                    tickMillis, newest, seen, changedMeans, errors, sigma, k, kept, day, week);
        }
        double[] changedErrors = errors.clone();
        for (int i = 0; i < changedErrors.length; i++) {
            if (!Double.isNaN(then.foreseen()[i])) {
                double error = Math.abs(load - then.foreseen()[i]);
                changedErrors[i] += (error - changedErrors[i]) * Math.min(1, seconds / ERROR_SPAN);
            }
        }
        double wrong = Math.abs(load - then.demand());
        double changedSigma =
                Math.max(LEAST_SIGMA, sigma + (wrong - sigma) * Math.min(1, seconds / SIGMA_SPAN));
        double needed = Math.max(1, Math.ceil(load));
        double unmet = load > supply + 1e-9 && !atMost ? 1 / needed : 0;
        double changedK = Math.clamp(k + STEP * seconds * (unmet - rule.price()), LEAST_K, MOST_K);
        return new LoadForecaster(
                tickMillis,
                newest,
                seen,
                changedMeans,
                changedErrors,
                changedSigma,
                changedK,
                kept,
                day,
                week);
    }

    private @Nullable Kept at(long tick) {
        Kept one = kept[(int) Math.floorMod(tick, (long) KEPT)];
        return one == null || one.tick() != tick ? null : one;
    }

    private LoadForecaster with(Kept one, double load, long second) {
        @Nullable Kept[] changed = kept.clone();
        changed[(int) Math.floorMod(one.tick(), (long) KEPT)] = one;
        return new LoadForecaster(
                tickMillis,
                one.tick(),
                Math.min(seen + 1, Integer.MAX_VALUE - 1),
                means,
                errors,
                sigma,
                k,
                changed,
                day.with(load, second),
                week.with(load, second));
    }
}
