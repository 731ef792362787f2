package dev.elasticcloud.manager.model.observed;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Measure;

import java.time.Instant;

/// What one node used between two samples, or over a longer stretch: see [PodHistory].
///
/// @param cpuShare processor use as a share of the node's limit; 1 is all of it
/// @param memoryBytes memory without what the kernel could drop
/// @param memoryShare memory as a share of the node's limit
public record NodeUsage(
        PodName pod,
        NodeName node,
        Instant at,
        double cpuShare,
        long memoryBytes,
        double memoryShare) {

    /// Use as a share of the node's limit, by the given measure.
    public double share(Measure measure) {
        return switch (measure) {
            case CPU -> cpuShare;
            case MEMORY -> memoryShare;
        };
    }
}
