package dev.elasticcloud.manager.view;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.status.NodeState;
import java.time.Instant;
import java.util.Map;

/// Node conditions from earlier rounds: since when nodes have been in a state that must not last,
/// and how they were last seen.
///
/// @param probing since when nodes have been probed without a good answer
/// @param draining since when nodes out of rotation have been finishing their jobs
/// @param offNetwork since when nodes have run without an address in their pod's network
/// @param busy when nodes that have not answered a probe since last had all their slots in use
/// @param before the state each node was in at the last round
public record Conditions(
        Map<NodeName, Instant> probing,
        Map<NodeName, Instant> draining,
        Map<NodeName, Instant> offNetwork,
        Map<NodeName, Instant> busy,
        Map<NodeName, NodeState> before) {

    public static final Conditions NONE =
            new Conditions(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    public Conditions {
        probing = Map.copyOf(probing);
        draining = Map.copyOf(draining);
        offNetwork = Map.copyOf(offNetwork);
        busy = Map.copyOf(busy);
        before = Map.copyOf(before);
    }
}
