package dev.elasticcloud.manager.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/// One evaluation of one pod by the autoscaler: what it saw, what each rule wanted, what was done
/// or why nothing was done. Equal evaluations in a row collapse into one that spans them.
///
/// @param at when it was first reached
/// @param until when the last evaluation with this outcome was made
/// @param nodes how many nodes were wanted before
/// @param wanted how many nodes are wanted from here on
/// @param limitedBy what kept the wanted count from what the rules asked, in words
/// @param sentence the whole in one sentence for people
public record Decision(
        PodName pod,
        Instant at,
        Instant until,
        Verdict verdict,
        int nodes,
        int wanted,
        Inputs inputs,
        List<Opinion> opinions,
        List<String> limitedBy,
        String sentence) {

    public Decision {
        opinions = List.copyOf(opinions);
        limitedBy = List.copyOf(limitedBy);
    }

    /// The direction of a decision.
    public enum Verdict {
        SCALE_UP,
        SCALE_DOWN,
        HOLD
    }

    /// The numbers it was reached from.
    ///
    /// @param cpuShare mean processor use of nodes with a sample, as a share of their limit
    /// @param usageAge how old the oldest of those samples was
    public record Inputs(
            int online,
            int starting,
            int running,
            int queued,
            double arrivalRate,
            OptionalDouble cpuShare,
            OptionalDouble memoryShare,
            Duration usageAge) {}

    /// What one rule wanted and by which formula.
    public record Opinion(String rule, int wanted, String because) {}

    public boolean changesCount() {
        return verdict != Verdict.HOLD;
    }

    public Decision until(Instant later) {
        return new Decision(
                pod, at, later, verdict, nodes, wanted, inputs, opinions, limitedBy, sentence);
    }
}
