package dev.elasticcloud.manager.model.status;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.NodeName;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalDouble;

/// One node as people see it.
///
/// @param running jobs on it now
/// @param since when it came into this state, as far as is known
/// @param use what keeps its jobs from running faster
/// @param detail why it is in this state, where that is not plain; else empty
public record NodeStatus(
        NodeName node,
        NodeState state,
        String containerId,
        int running,
        OptionalDouble cpuShare,
        OptionalDouble memoryShare,
        Instant since,
        String detail,
        @AddedLater NodeUse use) {

    public NodeStatus {
        use = Objects.requireNonNullElse(use, NodeUse.UNKNOWN);
    }

    /// A node of whose use nothing is known.
    public NodeStatus(
            NodeName node,
            NodeState state,
            String containerId,
            int running,
            OptionalDouble cpuShare,
            OptionalDouble memoryShare,
            Instant since,
            String detail) {
        this(
                node,
                state,
                containerId,
                running,
                cpuShare,
                memoryShare,
                since,
                detail,
                NodeUse.UNKNOWN);
    }

    /// A node that has a name and no container yet.
    public static NodeStatus declared(NodeName node, Instant since) {
        return new NodeStatus(
                node,
                NodeState.REGISTERED,
                "",
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                since,
                "declared, not launched");
    }
}
