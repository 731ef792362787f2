package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.record.Decision;

/// The outcome of one evaluation: the decision, and what to remember for the next.
public record Evaluation(Decision decision, ScaleMemory memory) {

    public int wanted() {
        return decision.wanted();
    }

    /// What the rules asked for by the load now, before cooldown, rates and bounds.
    public int asked() {
        return decision.leading().map(Decision.Opinion::wanted).orElse(decision.nodes());
    }

    /// The same, with the count set from outside and the reason for it.
    public Evaluation heldTo(int nodes, Decision.Brake brake) {
        return new Evaluation(decision.heldTo(nodes, brake), memory);
    }
}
