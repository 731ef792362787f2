package dev.elasticcloud.manager.model.observed;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Measure;
import java.time.Instant;

/// A node's usage between two samples, or over a longer interval: see [PodHistory].
///
/// @param cpuShare processor use as a share of the node's limit; 1 is all of it
/// @param memoryBytes memory without what the kernel could reclaim
/// @param memoryShare memory as a share of the node's limit
/// @param throttled share of the scheduler's periods (0 to 1) in which the node was stopped at its own
///     processor limit; 0 where unknown
public record NodeUsage(
        PodName pod,
        NodeName node,
        Instant at,
        double cpuShare,
        long memoryBytes,
        double memoryShare,
        @AddedLater double throttled) {

    /// A reading without throttling data.
    public NodeUsage(
            PodName pod,
            NodeName node,
            Instant at,
            double cpuShare,
            long memoryBytes,
            double memoryShare) {
        this(pod, node, at, cpuShare, memoryBytes, memoryShare, 0);
    }

    /// Usage as a share of the node's limit, by the given measure.
    public double share(Measure measure) {
        return switch (measure) {
            case CPU -> cpuShare;
            case MEMORY -> memoryShare;
        };
    }
}
