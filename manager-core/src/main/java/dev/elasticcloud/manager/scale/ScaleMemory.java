package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.scale.hpa.HorizontalScaler;

import java.util.Map;

/// What the autoscaler remembers of one pod between evaluations. Its size is bounded by the pod's
/// settings and does not grow with time.
public final class ScaleMemory {

    public static final ScaleMemory NOTHING =
            new ScaleMemory(HorizontalScaler.Memory.NEW, Map.of());

    private final HorizontalScaler.Memory course;
    private final Map<String, RuleMemory> rules;

    ScaleMemory(HorizontalScaler.Memory course, Map<String, RuleMemory> rules) {
        this.course = course;
        this.rules = Map.copyOf(rules);
    }

    /// Recent proposals and changes.
    HorizontalScaler.Memory course() {
        return course;
    }

    /// What the rule of a name remembers.
    RuleMemory of(String rule) {
        return rules.getOrDefault(rule, RuleMemory.None.INSTANCE);
    }
}
