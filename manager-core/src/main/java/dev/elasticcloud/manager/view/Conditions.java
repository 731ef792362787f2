package dev.elasticcloud.manager.view;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.status.NodeState;
import java.time.Instant;
import java.util.Map;

/// What one look at the cloud cannot tell, because it lies in the past: since when nodes are in a
/// state that they must not stay in for ever, and how they were last seen.
///
/// @param probing since when nodes have been probed without a good answer
/// @param draining since when nodes out of rotation have been finishing their jobs
/// @param offNetwork since when nodes have run without an address in their pod's network
/// @param before the state each node was in at the last round
public record Conditions(
        Map<NodeName, Instant> probing,
        Map<NodeName, Instant> draining,
        Map<NodeName, Instant> offNetwork,
        Map<NodeName, NodeState> before) {

    public static final Conditions NONE = new Conditions(Map.of(), Map.of(), Map.of(), Map.of());

    public Conditions {
        probing = Map.copyOf(probing);
        draining = Map.copyOf(draining);
        offNetwork = Map.copyOf(offNetwork);
        before = Map.copyOf(before);
    }
}
