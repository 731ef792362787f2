package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;

import org.jspecify.annotations.Nullable;

/// One node as both the runtime and the balancer see it, reduced to what matters for planning.
///
/// @param server what the balancer says of it; absent while it does not know the node
record Member(NodeContainer container, @Nullable BalancerServer server, Stage stage) {

    /// How far a node is on its way to serving, from the best to the worst.
    enum Stage {
        /// Gets jobs and answers its probes.
        ONLINE,
        /// Answers its probes and gets no jobs.
        STANDBY,
        /// Is probed and has not answered yet.
        PROBING,
        /// Runs, and the balancer does not probe it.
        UNPROBED,
        /// Made, never started.
        CREATED,
        /// In rotation, and does not answer its probes.
        DOWN,
        FROZEN,
        EXITED
    }

    static Member of(NodeContainer container, @Nullable BalancerServer server) {
        return new Member(container, server, stageOf(container, server));
    }

    private static Stage stageOf(NodeContainer container, @Nullable BalancerServer server) {
        return switch (container.state()) {
            case CREATED -> Stage.CREATED;
            case EXITED -> Stage.EXITED;
            case FROZEN -> Stage.FROZEN;
            case RUNNING -> server == null ? Stage.UNPROBED : stageOf(container.address(), server);
        };
    }

    private static Stage stageOf(String address, BalancerServer server) {
        boolean same =
                server.address().equals(address) || server.address().startsWith(address + ":");
        if (!same) {
            return Stage.UNPROBED;
        }
        return switch (server.mode()) {
            case MAINTENANCE -> Stage.UNPROBED;
            case DRAINING -> server.healthy() ? Stage.STANDBY : Stage.PROBING;
            case READY -> server.healthy() ? Stage.ONLINE : Stage.DOWN;
        };
    }

    NodeName name() {
        return container.node();
    }

    int running() {
        return server == null ? 0 : server.running();
    }

    boolean inRotation() {
        return server != null && server.mode() == BalancerServer.Mode.READY;
    }

    boolean known() {
        return server != null;
    }
}
