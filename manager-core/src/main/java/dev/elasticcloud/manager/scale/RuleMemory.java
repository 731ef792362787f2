package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.scale.kpa.PodAutoscaler;

/// What one rule remembers between evaluations; its size is bounded by the rule's settings.
sealed interface RuleMemory {

    /// The memory of a rule that needs none.
    record None() implements RuleMemory {
        static final None INSTANCE = new None();
    }

    /// The memory of a rule based on usage over a window.
    record Use(SlidingMean busy) implements RuleMemory {}

    /// The memory of a rule based on concurrency over two windows.
    record Concurrency(SlidingMean jobs, PodAutoscaler.Memory panic) implements RuleMemory {}

    /// The memory of a forecast.
    record Forecast(LoadForecaster forecaster) implements RuleMemory {}
}
