package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HistoryRange;
import java.util.List;

/// Keeps every decision. Equal consecutive decisions are merged into one.
public interface DecisionLog {

    /// Adds a decision, or extends the one with the same pod and start.
    void record(Decision decision);

    /// Newest first.
    List<Decision> latest(PodName pod, int most);

    /// The decisions that changed the node count, newest first.
    List<Decision> latestScalings(PodName pod, int most);

    /// The decisions in a range that changed the node count, oldest first.
    List<Decision> scalings(PodName pod, HistoryRange range);

    /// All decisions made in a range, and the one before it, which may last into it; oldest first.
    List<Decision> within(PodName pod, HistoryRange range);
}
