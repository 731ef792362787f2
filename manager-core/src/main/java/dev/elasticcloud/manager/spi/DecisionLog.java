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

    /// Newest first.
    List<Decision> latest(PodName pod, int most);

    /// The decisions that changed the node count, newest first.
    List<Decision> latestScalings(PodName pod, int most);

    /// The decisions in a range that changed the node count, oldest first.
    List<Decision> scalings(PodName pod, HistoryRange range);
}
