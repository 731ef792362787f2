package dev.elasticcloud.manager.model.spec;

import java.time.Duration;
import java.util.List;

/// How fast a pod's node count may follow its rules, and how long it is stabilised first. The
/// meaning is that of `behavior` of a Kubernetes horizontal autoscaler.
public record ScalingBehaviour(Direction up, Direction down) {

    private static final Duration LONGEST = Duration.ofHours(1);

    /// One direction of change.
    ///
    /// @param select which of several steps applies
    /// @param calm the stabilisation window, in which the most cautious recommendation applies:
    ///     the lowest when growing, the highest when shrinking
    public record Direction(Select select, Duration calm, List<Step> steps) {
        public Direction {
            steps = List.copyOf(steps);
            if (calm.isNegative() || calm.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "Calm of " + calm.toSeconds() + " s is out of range: give 0 to 3600 s");
            }
            if (steps.isEmpty() && select != Select.DISABLED) {
                throw new IllegalArgumentException(
                        "Give at least one step, or select DISABLED to stop this direction");
            }
        }

        public Direction withCalm(Duration changed) {
            return new Direction(select, changed, steps);
        }
    }

    /// Which of several steps limits a change: the most permissive, the least permissive, or none,
    /// because the direction is disabled.
    public enum Select {
        MAX,
        MIN,
        DISABLED
    }

    /// Whether a step counts nodes or a share of them.
    public enum Unit {
        NODES,
        PERCENT
    }

    /// The maximum change per period.
    public record Step(Unit unit, int value, Duration period) {
        public Step {
            if (value < 1) {
                throw new IllegalArgumentException(
                        "A step of " + value + " changes nothing: give 1 or more");
            }
            if (!period.isPositive() || period.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "A step's period of %d s is out of range: give 1 to 3600 s"
                                .formatted(period.toSeconds()));
            }
        }

        public static Step nodes(int value, Duration period) {
            return new Step(Unit.NODES, value, period);
        }

        public static Step percent(int value, Duration period) {
            return new Step(Unit.PERCENT, value, period);
        }
    }

    /// Kubernetes' documented default.
    public static final ScalingBehaviour KUBERNETES =
            new ScalingBehaviour(
                    new Direction(
                            Select.MAX,
                            Duration.ZERO,
                            List.of(
                                    Step.nodes(4, Duration.ofSeconds(15)),
                                    Step.percent(100, Duration.ofSeconds(15)))),
                    new Direction(
                            Select.MAX,
                            Duration.ofMinutes(5),
                            List.of(Step.percent(100, Duration.ofSeconds(15)))));
}
