package dev.elasticcloud.console.feature.overview;

import dev.elasticcloud.manager.model.spec.Elasticity;

/// Two whole numbers that belong together: thresholds in percent, or the fewest and most nodes.
public record Span(int low, int high) {

    static Span thresholds(Elasticity elasticity) {
        return new Span(
                (int) Math.round(elasticity.lowerThreshold() * 100),
                (int) Math.round(elasticity.upperThreshold() * 100));
    }

    static Span bounds(Elasticity elasticity) {
        return new Span(elasticity.min(), elasticity.max());
    }
}
