package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.record.Decision;

/// The outcome of one evaluation: the decision, and what to remember for the next.
///
/// @param asked how many nodes the pod can use now by its rules and its jobs, between its min and
///     max, before cooldown, rates and the other brakes: the pod's demand
public record Evaluation(Decision decision, ScaleMemory memory, int asked) {

    public int wanted() {
        return decision.wanted();
    }

    /// The same evaluation with its count held elsewhere, lower or higher, by a brake that the rules
    /// know nothing of. Of the brakes up to now those stay that hold the count there as well.
    public Evaluation heldTo(int nodes, Decision.Brake brake) {
        return nodes == wanted()
                ? this
                : new Evaluation(
                        Explanation.held(decision, nodes, brake),
                        memory.withChange(nodes - decision.nodes()),
                        asked);
    }
}
