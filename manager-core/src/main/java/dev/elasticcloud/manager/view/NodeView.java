package dev.elasticcloud.manager.view;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.NodeState;
import org.jspecify.annotations.Nullable;

/// One node in this round, derived from runtime, balancer and spec.
///
/// @param stage how close it is to serving
/// @param role its role in the pod: the rule of the [NodeClassifier] that matched
/// @param reason why, as a clause: "it ran out of memory"; empty where the role says it all
/// @param state the state shown to people
/// @param outdated whether it was created from another image or other settings than the pod has
///     now
/// @param container absent while its container is not seen
/// @param server its balancer entry; absent while it has none
/// @param underWay the running action on it
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

    /// How close a node is to serving, from best to worst.
    public enum Stage {
        /// It gets jobs and answers its probes.
        ONLINE,
        /// It answers its probes but gets no jobs.
        STANDBY,
        /// It is being probed but has not answered yet.
        PROBING,
        /// It runs, but the balancer does not probe it.
        UNPROBED,
        /// Its container was created but never started.
        CREATED,
        /// It is in rotation but does not answer its probes.
        DOWN,
        FROZEN,
        EXITED,
        /// There is no container.
        ABSENT
    }

    /// The role of a node in its pod.
    public enum Role {
        /// Its container is being created and is not seen yet.
        MAKING,
        /// Registered by the owner; waits to be launched.
        DECLARED,
        /// It is in the balancer, but its container is gone.
        ORPHAN,
        /// Its container is being removed.
        LEAVING,
        /// Its program ended.
        ENDED,
        /// Its pod is shut down, or its owner removed it.
        DISMISSED,
        /// Its owner keeps it, or its whole pod, frozen.
        HELD,
        /// It cannot be inspected and is not known to serve; it is replaced, and left alone until
        /// it can be inspected again.
        UNREADABLE,
        /// Runs without an address in its pod's network; nobody can reach it.
        CUT_OFF,
        /// Did not answer its first probe in time.
        LATE,
        /// A spare that is being unfrozen to serve.
        THAWING,
        /// A spare created from an older image.
        STALE_SPARE,
        /// Frozen, ready to serve.
        SPARE,
        /// Is being frozen into a spare.
        FREEZING,
        /// It serves or could serve.
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

    /// Whether it is starting to serve.
    public boolean fresh() {
        return switch (stage) {
            case STANDBY, PROBING, UNPROBED, CREATED -> true;
            case ONLINE, DOWN, FROZEN, EXITED, ABSENT -> false;
        };
    }

    /// Whether it counts as soon serving although that is not visible yet.
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

    /// Whether it is in the balancer.
    public boolean known() {
        return server != null;
    }
}
