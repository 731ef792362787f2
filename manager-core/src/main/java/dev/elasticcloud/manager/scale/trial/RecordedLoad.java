package dev.elasticcloud.manager.scale.trial;

import java.time.Instant;

/// The work that arrived at a pod, second by second.
///
/// @param start when the first second began
/// @param nodes how many nodes' worth of work arrived in each second
/// @param busyShare processor usage of a node with all slots in use, as a share of its limit
public record RecordedLoad(Instant start, double[] nodes, double busyShare) {

    public int seconds() {
        return nodes.length;
    }

    /// The nodes needed to do all work that arrives in a second.
    int demand(int second) {
        return (int) Math.ceil(nodes[second] - 1e-9);
    }
}
