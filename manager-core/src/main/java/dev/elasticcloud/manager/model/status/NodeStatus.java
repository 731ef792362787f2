package dev.elasticcloud.manager.model.status;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.NodeName;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalDouble;

/// The status of one node for display.
///
/// @param running jobs on it now
/// @param since when it has been in this state, if known
/// @param use what limits its jobs
/// @param detail why it is in this state; empty where that is obvious
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

    /// A node whose use is unknown.
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

    /// A declared node without a container.
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
