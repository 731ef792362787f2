package dev.elasticcloud.manager.view;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.NodeState;
import org.jspecify.annotations.Nullable;

/// One node as runtime, balancer and spec together see it this round.
///
/// @param stage how far it is on its way to serving
/// @param role what it is to the pod: which rule of the [NodeClassifier] it fell under
/// @param reason why, as a clause: "it ran out of memory"; empty where the role says it all
/// @param state what people are shown
/// @param outdated whether it was made from another image or settings than the pod has now
/// @param container absent while nothing is seen of its container
/// @param server what the balancer says of it; absent while it does not know the node
/// @param underWay the action on it that has begun and not ended
public record NodeView(
        PodName pod,
        NodeName node,
        Stage stage,
        Role role,
        String reason,
        NodeState state,
        boolean outdated,
        @Nullable NodeContainer container,
        @Nullable BalancerServer server,
        @Nullable Action underWay) {

    /// How far a node is on its way to serving, from the best to the worst.
    public enum Stage {
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
        EXITED,
        /// There is no container.
        ABSENT
    }

    /// What a node is to its pod.
    public enum Role {
        /// Its container is being made and is not seen yet.
        MAKING,
        /// Registered by the owner; waits to be launched.
        DECLARED,
        /// The balancer knows it, and its container is gone.
        ORPHAN,
        /// Its container is being removed.
        LEAVING,
        /// Its program ended.
        ENDED,
        /// Its pod is shut down, or its owner removes it.
        DISMISSED,
        /// Its owner keeps it, or its whole pod, frozen.
        HELD,
        /// Cannot be inspected and is not seen to serve; it is replaced, and left alone until it can be
        /// inspected again.
        UNREADABLE,
        /// Runs without an address in its pod's network; nobody can reach it.
        CUT_OFF,
        /// Did not answer its first probe in time.
        LATE,
        /// A spare that is being unfrozen to serve.
        THAWING,
        /// A spare made from an older image.
        STALE_SPARE,
        /// Frozen, ready to serve.
        SPARE,
        /// Is being frozen into a spare.
        FREEZING,
        /// Serves or could serve.
        CANDIDATE
    }

    /// Whether it gets jobs and answers: the one definition of "online".
    public boolean online() {
        return stage == Stage.ONLINE;
    }

    /// Whether its program runs and answers its probes.
    public boolean answers() {
        return server != null && server.healthy() && stage != Stage.EXITED;
    }

    /// Whether it is on its way to serving.
    public boolean fresh() {
        return switch (stage) {
            case STANDBY, PROBING, UNPROBED, CREATED -> true;
            case ONLINE, DOWN, FROZEN, EXITED, ABSENT -> false;
        };
    }

    /// Whether it counts as one that serves soon although that cannot be seen yet.
    public boolean coming() {
        return role == Role.MAKING || role == Role.THAWING;
    }

    /// The container of a node that has one.
    public NodeContainer requireContainer() {
        if (container == null) {
            throw new IllegalStateException("node " + node + " has no container");
        }
        return container;
    }

    /// Jobs that run on it, as the balancer counts them.
    public int running() {
        return server == null ? 0 : server.running();
    }

    public boolean inRotation() {
        return server != null && server.mode() == BalancerServer.Mode.READY;
    }

    /// Whether the balancer knows it.
    public boolean known() {
        return server != null;
    }
}
