package dev.elasticcloud.manager.model.spec;

import dev.elasticcloud.manager.model.PodName;

/// Checks that a pod's numbers are within their ranges.
final class PodRanges {

    private PodRanges() {}

    static void require(PodName pod, String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "Pod %s: %s must be from %d to %d, got %d"
                            .formatted(pod, what, least, most, value));
        }
    }

    static void requireWeight(PodName pod, double weight) {
        if (!(weight >= 0.01 && weight <= 100)) {
            throw new IllegalArgumentException(
                    "Pod %s: weight must be from 0.01 to 100, got %s".formatted(pod, weight));
        }
    }
}
