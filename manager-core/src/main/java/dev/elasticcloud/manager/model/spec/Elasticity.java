package dev.elasticcloud.manager.model.spec;

import java.time.Duration;

/// Whether and within what bounds the autoscaler may change a pod's node count.
///
/// @param min the lowest node count the autoscaler may set
/// @param max the highest node count the autoscaler may set
/// @param lowerThreshold mean usage as a share of the limit (0 to 1) below which nodes may go
/// @param upperThreshold mean usage as a share of the limit (0 to 1) above which nodes are added
/// @param cooldown for how long a lower count must have been wanted before nodes are removed;
///     always equal to the `calm` of shrinking in `scaling`
/// @param scaling the rules that determine the count
public record Elasticity(
        boolean enabled,
        int min,
        int max,
        double lowerThreshold,
        double upperThreshold,
        Duration cooldown,
        Scaling scaling) {

    /// The default settings.
    public static final double LOWER_THRESHOLD = 0.75;

    public static final double UPPER_THRESHOLD = 0.9;
    public static final Duration COOLDOWN = Duration.ofSeconds(10);

    public Elasticity {
        if (min < 0 || max < 1 || min > max) {
            throw new IllegalArgumentException(
                    "Elastic bounds min "
                            + min
                            + " and max "
                            + max
                            + " do not fit: give 0 or more, 1 or more, and min no more than max");
        }
        if (!(lowerThreshold >= 0 && lowerThreshold < upperThreshold && upperThreshold <= 1)) {
            throw new IllegalArgumentException(
                    "Thresholds "
                            + Math.round(lowerThreshold * 100)
                            + " % and "
                            + Math.round(upperThreshold * 100)
                            + " % do not fit: the lower must be below the upper, both from 0 to 100"
                            + " %");
        }
        if (cooldown.isNegative() || cooldown.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "Cooldown " + cooldown.toSeconds() + " s is out of range: give 0 to 3600 s");
        }
        scaling = scaling.withCooldown(cooldown);
    }

    /// Elasticity with the default rules.
    public Elasticity(
            boolean enabled,
            int min,
            int max,
            double lowerThreshold,
            double upperThreshold,
            Duration cooldown) {
        this(enabled, min, max, lowerThreshold, upperThreshold, cooldown, Scaling.DEFAULT);
    }

    public static Elasticity off(int max) {
        return new Elasticity(
                false, 1, Math.max(1, max), LOWER_THRESHOLD, UPPER_THRESHOLD, COOLDOWN);
    }

    public int clamp(int nodes) {
        return Math.clamp(nodes, min, max);
    }

    public Elasticity withEnabled(boolean changed) {
        return new Elasticity(changed, min, max, lowerThreshold, upperThreshold, cooldown, scaling);
    }

    public Elasticity withBounds(int changedMin, int changedMax) {
        return new Elasticity(
                enabled, changedMin, changedMax, lowerThreshold, upperThreshold, cooldown, scaling);
    }

    public Elasticity withThresholds(double lower, double upper) {
        return new Elasticity(enabled, min, max, lower, upper, cooldown, scaling);
    }

    public Elasticity withCooldown(Duration changed) {
        return new Elasticity(enabled, min, max, lowerThreshold, upperThreshold, changed, scaling);
    }

    /// With these rules, and their `calm` of shrinking as the cooldown.
    public Elasticity scaledBy(Scaling changed) {
        ScalingBehaviour behaviour = changed.behaviour();
        return withCooldown(behaviour == null ? cooldown : behaviour.down().calm())
                .withScaling(changed);
    }

    public Elasticity withScaling(Scaling changed) {
        return new Elasticity(enabled, min, max, lowerThreshold, upperThreshold, cooldown, changed);
    }
}
