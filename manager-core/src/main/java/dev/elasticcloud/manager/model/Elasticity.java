package dev.elasticcloud.manager.model;

import java.time.Duration;

/// Whether and within what bounds the autoscaler may change a pod's node count.
///
/// @param min fewest nodes the autoscaler leaves
/// @param max most nodes the autoscaler makes
/// @param lowerThreshold mean usage as a share of the limit (0 to 1) below which nodes may go
/// @param upperThreshold mean usage as a share of the limit (0 to 1) above which nodes are added
/// @param cooldown how long after any change of the count before nodes may be taken away
public record Elasticity(
        boolean enabled,
        int min,
        int max,
        double lowerThreshold,
        double upperThreshold,
        Duration cooldown) {

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
                            + " % do not fit: the lower must be below the upper, both from 0 to 100 %");
        }
        if (cooldown.isNegative() || cooldown.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "Cooldown " + cooldown.toSeconds() + " s is out of range: give 0 to 3600 s");
        }
    }

    public static Elasticity off(int max) {
        return new Elasticity(false, 1, Math.max(1, max), 0.3, 0.7, Duration.ofSeconds(10));
    }

    public int clamp(int nodes) {
        return Math.clamp(nodes, min, max);
    }

    public Elasticity withEnabled(boolean changed) {
        return new Elasticity(changed, min, max, lowerThreshold, upperThreshold, cooldown);
    }

    public Elasticity withBounds(int changedMin, int changedMax) {
        return new Elasticity(
                enabled, changedMin, changedMax, lowerThreshold, upperThreshold, cooldown);
    }

    public Elasticity withThresholds(double lower, double upper) {
        return new Elasticity(enabled, min, max, lower, upper, cooldown);
    }

    public Elasticity withCooldown(Duration changed) {
        return new Elasticity(enabled, min, max, lowerThreshold, upperThreshold, changed);
    }
}
