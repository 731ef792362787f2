package dev.elasticcloud.manager.scale.trial;

import java.time.Instant;

/// Work that came to a pod, second by second.
///
/// @param start when the first second began
/// @param nodes how many nodes' worth of work came in each second
/// @param busyShare processor use of a node all of whose slots are in use, as a share of its limit
public record RecordedLoad(Instant start, double[] nodes, double busyShare) {

    public int seconds() {
        return nodes.length;
    }

    /// The nodes needed in a second, to do all that comes in it.
    int demand(int second) {
        return (int) Math.ceil(nodes[second] - 1e-9);
    }
}
