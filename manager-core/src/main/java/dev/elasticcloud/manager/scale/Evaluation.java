package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.record.Decision;

/// The outcome of one evaluation: the decision, and what to remember for the next.
public record Evaluation(Decision decision, ScaleMemory memory) {

    public int wanted() {
        return decision.wanted();
    }
}
