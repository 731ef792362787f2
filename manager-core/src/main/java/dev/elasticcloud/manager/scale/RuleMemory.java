package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.scale.kpa.PodAutoscaler;

/// What one rule remembers between evaluations; its size is bounded by the rule's settings.
sealed interface RuleMemory {

    /// Of a rule that needs no past.
    record None() implements RuleMemory {
        static final None INSTANCE = new None();
    }

    /// Of a rule that looks at use over a window.
    record Use(SlidingMean busy) implements RuleMemory {}

    /// Of a rule that looks at concurrency over two windows.
    record Concurrency(SlidingMean jobs, PodAutoscaler.Memory panic) implements RuleMemory {}

    /// Of a forecast.
    record Forecast(LoadForecaster forecaster) implements RuleMemory {}
}
