package dev.elasticcloud.console.feature.overview;

import dev.elasticcloud.manager.model.spec.Elasticity;

/// A pair of whole numbers: thresholds in percent, or the fewest and most nodes.
public record ChartSpan(int low, int high) {

    static ChartSpan thresholds(Elasticity elasticity) {
        return new ChartSpan(
                (int) Math.round(elasticity.lowerThreshold() * 100),
                (int) Math.round(elasticity.upperThreshold() * 100));
    }

    static ChartSpan bounds(Elasticity elasticity) {
        return new ChartSpan(elasticity.min(), elasticity.max());
    }
}
