package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import dev.elasticcloud.manager.scale.brake.BrakeMemory;
import dev.elasticcloud.manager.scale.hpa.HorizontalScaler;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What the autoscaler remembers of one pod between evaluations. Its size is bounded by the pod's
/// settings and does not grow with time.
public final class ScaleMemory {

    public static final ScaleMemory NOTHING =
            new ScaleMemory(
                    HorizontalScaler.Memory.NEW,
                    new Change(0, Optional.empty(), Instant.EPOCH),
                    Map.of(),
                    BrakeMemory.NOTHING);

    /// The change of the count by the last evaluation. It is recorded at the next evaluation,
    /// because a brake may move the count after the rules have run.
    record Change(int nodes, Optional<ScalingBehaviour> behaviour, Instant at) {}

    private final HorizontalScaler.Memory before;
    private final Change last;
    private final Map<String, RuleMemory> rules;
    private final BrakeMemory brakes;

    /// @param before recent proposals, and the changes up to the last
    ScaleMemory(
            HorizontalScaler.Memory before,
            Change last,
            Map<String, RuleMemory> rules,
            BrakeMemory brakes) {
        this.before = before;
        this.last = last;
        this.rules = Map.copyOf(rules);
        this.brakes = brakes;
    }

    /// Recent proposals and changes.
    HorizontalScaler.Memory course() {
        return before.noting(last.nodes(), last.behaviour(), last.at());
    }

    /// The memory of the rule with this name.
    RuleMemory of(String rule) {
        return rules.getOrDefault(rule, RuleMemory.None.INSTANCE);
    }

    BrakeMemory brakes() {
        return brakes;
    }

    /// The same memory with another change by the last evaluation.
    ScaleMemory withChange(int nodes) {
        return new ScaleMemory(
                before, new Change(nodes, last.behaviour(), last.at()), rules, brakes);
    }
}
