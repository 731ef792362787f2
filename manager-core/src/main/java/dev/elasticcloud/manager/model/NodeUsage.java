package dev.elasticcloud.manager.model;

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
        double memoryShare) {}
