package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.record.Decision;

/// The outcome of one evaluation: the decision, and what to remember for the next.
///
/// @param asked the pod's demand: how many nodes it can use now by its rules and jobs, between its
///     min and max, before cooldown, rates and the other brakes
public record Evaluation(Decision decision, ScaleMemory memory, int asked) {

    public int wanted() {
        return decision.wanted();
    }

    /// The same evaluation with its count moved, up or down, by a brake outside the rules. Only
    /// those earlier brakes are kept that also limit the new count.
    public Evaluation heldTo(int nodes, Decision.Brake brake) {
        return nodes == wanted()
                ? this
                : new Evaluation(
                        Explanation.held(decision, nodes, brake),
                        memory.withChange(nodes - decision.nodes()),
                        asked);
    }
}
