package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Keeps usage over restarts: a point per second for an hour, per ten seconds for a day, and per
/// minute for a month. Bounded.
public interface UsageLog {

    /// Adds points of pods and samples of nodes, atomically.
    void record(Map<PodName, List<PodHistory.Point>> points, Collection<NodeUsage> samples);

    /// A pod's history in a range, at the finest step kept for all of it, or at the range's own.
    /// Decisions are not in it.
    PodHistory find(PodName pod, HistoryRange range);
}
