package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HistoryRange;

import java.util.List;

/// Keeps every decision; the newest of a pod may grow in time as equal ones follow.
public interface DecisionLog {

    /// Enters a decision, or prolongs the one of the same pod and beginning.
    void record(Decision decision);

    /// Newest first.
    List<Decision> latest(PodName pod, int most);

    /// Those in a range that changed the node count, oldest first.
    List<Decision> scalings(PodName pod, HistoryRange range);
}
