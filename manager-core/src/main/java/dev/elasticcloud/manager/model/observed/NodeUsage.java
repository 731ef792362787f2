package dev.elasticcloud.manager.model.observed;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Measure;
import java.time.Instant;

/// What one node used between two samples, or over a longer stretch: see [PodHistory].
///
/// @param cpuShare processor use as a share of the node's limit; 1 is all of it
/// @param memoryBytes memory without what the kernel could drop
/// @param memoryShare memory as a share of the node's limit
/// @param throttled share of the scheduler's periods (0 to 1) in which the node was stopped at its own
///     processor limit; 0 where that is not known
public record NodeUsage(
        PodName pod,
        NodeName node,
        Instant at,
        double cpuShare,
        long memoryBytes,
        double memoryShare,
        @AddedLater double throttled) {

    /// A reading of which nothing is known of throttling.
    public NodeUsage(
            PodName pod,
            NodeName node,
            Instant at,
            double cpuShare,
            long memoryBytes,
            double memoryShare) {
        this(pod, node, at, cpuShare, memoryBytes, memoryShare, 0);
    }

    /// Use as a share of the node's limit, by the given measure.
    public double share(Measure measure) {
        return switch (measure) {
            case CPU -> cpuShare;
            case MEMORY -> memoryShare;
        };
    }
}
