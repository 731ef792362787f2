package dev.elasticcloud.manager.model.spec;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A rule that computes how many nodes a pod needs. A pod has any set of them; the highest count
/// wins.
public sealed interface ScalingRule {

    Duration LONGEST = Duration.ofHours(1);

    /// A short word for the rule, the same on every screen.
    String name();

    /// Keeps mean usage between the pod's two thresholds; within them it wants no change.
    ///
    /// @param window over how long usage is averaged
    record Band(Measure of, Duration window) implements ScalingRule {
        public Band {
            within("window", window, Duration.ofSeconds(1), LONGEST);
        }

        @Override
        public String name() {
            return of == Measure.CPU ? "band" : "memory band";
        }
    }

    /// Keeps mean usage at a target, with the calculation of Kubernetes' horizontal autoscaler.
    ///
    /// @param percent the target, in percent of the limit
    /// @param toleranceDown the share by which usage may lie below the target without a change
    record Target(Measure of, int percent, double toleranceDown, double toleranceUp)
            implements ScalingRule {
        public Target {
            within("target", percent, 1, 100);
            within("tolerance", toleranceDown, 0, 1);
            within("tolerance", toleranceUp, 0, 10);
        }

        @Override
        public String name() {
            return of == Measure.CPU ? "target" : "memory target";
        }
    }

    /// Keeps running and queued jobs at a share of the slots, with the calculation of Knative's
    /// pod autoscaler.
    ///
    /// @param utilisation the share of its slots that a node should have in use
    /// @param panicThreshold the ratio of wanted to existing nodes that starts a panic
    /// @param downDelay for how long the highest recent count is held
    /// @param burst jobs that should always fit in addition; reported, but not acted on
    record Concurrency(
            double utilisation,
            Duration stableWindow,
            Duration panicWindow,
            double panicThreshold,
            double upRate,
            double downRate,
            Duration downDelay,
            int burst)
            implements ScalingRule {

        /// Knative's documented defaults.
        public static final Concurrency KNATIVE =
                new Concurrency(
                        0.7,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(6),
                        2,
                        1000,
                        2,
                        Duration.ZERO,
                        200);

        public Concurrency {
            within("utilisation", utilisation, 0.01, 1);
            within("stable window", stableWindow, Duration.ofSeconds(1), LONGEST);
            within("panic window", panicWindow, Duration.ofSeconds(1), stableWindow);
            within("panic threshold", panicThreshold, 1, 1000);
            within("up rate", upRate, 1.01, 1_000_000);
            within("down rate", downRate, 1.01, 1_000_000);
            within("down delay", downDelay, Duration.ZERO, LONGEST);
            within("burst", burst, -1, 1_000_000);
        }

        @Override
        public String name() {
            return "concurrency";
        }
    }

    /// Forecasts the demand one provisioning time ahead, with a margin learned from its own
    /// errors.
    ///
    /// @param price the price of one node: the share of demand that must go unmet without it
    ///     before it is added. A lower price adds more nodes.
    /// @param seasons whether earlier days and weeks are used
    record Forecast(double price, boolean seasons) implements ScalingRule {

        /// The default settings.
        public static final Forecast STANDARD = new Forecast(0.0022, true);

        public Forecast {
            within("price", price, 0.0001, 0.5);
        }

        @Override
        public String name() {
            return "forecast";
        }
    }

    /// Wants a minimum of nodes at scheduled times.
    record Schedule(ZoneId zone, List<Entry> entries) implements ScalingRule {
        public Schedule {
            entries = List.copyOf(entries);
        }

        /// A time of day on certain days; the end is exclusive, and one before the start is on the
        /// next day.
        public record Entry(Set<DayOfWeek> days, LocalTime from, LocalTime until, int nodes) {
            public Entry {
                days = Set.copyOf(days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days);
                within("scheduled nodes", nodes, 0, PodSpec.MOST_NODES);
                if (from.equals(until)) {
                    throw new IllegalArgumentException(
                            "A schedule from %s until %s is empty: give two different times"
                                    .formatted(from, until));
                }
            }
        }

        @Override
        public String name() {
            return "schedule";
        }
    }

    private static void within(String what, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "The %s must be from %s to %s, got %s".formatted(what, least, most, value));
        }
    }

    private static void within(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "The %s must be from %s to %s s, got %s s"
                            .formatted(
                                    what,
                                    least.toMillis() / 1000.0,
                                    most.toMillis() / 1000.0,
                                    value.toMillis() / 1000.0));
        }
    }
}
