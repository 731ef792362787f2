package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.DecisionBasis;
import dev.elasticcloud.manager.model.record.HistoryRange;
import java.util.List;

/// Keeps every decision. Equal consecutive decisions are merged into one.
public interface DecisionLog {

    /// Extends the decision with the same pod and start by what was measured since, or adds one
    /// whose basis is unknown.
    void record(Decision decision);

    /// Adds a decision with what it was based on, or extends the one with the same pod and start.
    void record(Decision decision, DecisionBasis basis);

    /// Replaces what is kept of a decision by how it went on: its end, and the steps of its reaction.
    /// Its basis and what it decided stay the same, so nothing is added to the chain.
    void amend(Decision decision);

    /// Newest first.
    List<Decision> latest(PodName pod, int most);

    /// The decisions that changed the node count, newest first.
    List<Decision> latestScalings(PodName pod, int most);

    /// The decisions in a range that changed the node count, oldest first.
    List<Decision> scalings(PodName pod, HistoryRange range);

    /// All decisions made in a range, and the one before it, which may last into it; oldest first.
    List<Decision> within(PodName pod, HistoryRange range);
}
