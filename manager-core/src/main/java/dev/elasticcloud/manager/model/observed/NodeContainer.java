package dev.elasticcloud.manager.model.observed;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import java.time.Instant;
import java.util.Objects;

/// One container of ours as the container runtime reports it.
///
/// @param fingerprint the `spec-hash` label: what the node was created from
/// @param address where the balancer reaches it, empty while it has none
/// @param outOfMemory whether a process in it was OOM-killed, the main one or another
/// @param host the machine it runs on
/// @param limits the limits in force now, not those of its creation
/// @param unreadable why the runtime cannot read the container; empty when it can. The names, the
///     state and the address are read even then; the rest is as last known, or as created
public record NodeContainer(
        String id,
        PodName pod,
        NodeName node,
        State state,
        String fingerprint,
        NodeLimits limits,
        String address,
        Instant startedAt,
        int exitCode,
        boolean outOfMemory,
        @AddedLater HostName host,
        @AddedLater String unreadable) {

    public NodeContainer {
        host = Objects.requireNonNullElse(host, HostName.LOCAL);
        unreadable = Objects.requireNonNullElse(unreadable, "");
    }

    /// A readable container of a runtime with one host.
    public NodeContainer(
            String id,
            PodName pod,
            NodeName node,
            State state,
            String fingerprint,
            NodeLimits limits,
            String address,
            Instant startedAt,
            int exitCode,
            boolean outOfMemory) {
        this(
                id,
                pod,
                node,
                state,
                fingerprint,
                limits,
                address,
                startedAt,
                exitCode,
                outOfMemory,
                HostName.LOCAL,
                "");
    }

    /// The state of the container's main process as the runtime reports it.
    public enum State {
        CREATED,
        RUNNING,
        FROZEN,
        EXITED
    }

    public boolean running() {
        return state == State.RUNNING;
    }

    public boolean frozen() {
        return state == State.FROZEN;
    }

    /// Whether another state describes the same run of the process; freezing and unfreezing do not
    /// start a new one.
    public boolean sameProcess(State other) {
        return state == other
                || (state == State.RUNNING || state == State.FROZEN)
                        && (other == State.RUNNING || other == State.FROZEN);
    }

    public NodeContainer withState(State changed) {
        return new NodeContainer(
                id,
                pod,
                node,
                changed,
                fingerprint,
                limits,
                address,
                startedAt,
                exitCode,
                outOfMemory,
                host,
                unreadable);
    }

    public NodeContainer withOutOfMemory() {
        return new NodeContainer(
                id,
                pod,
                node,
                state,
                fingerprint,
                limits,
                address,
                startedAt,
                exitCode,
                true,
                host,
                unreadable);
    }

    public NodeContainer withAddress(String changed) {
        return new NodeContainer(
                id,
                pod,
                node,
                state,
                fingerprint,
                limits,
                changed,
                startedAt,
                exitCode,
                outOfMemory,
                host,
                unreadable);
    }

    public NodeContainer withLimits(NodeLimits changed) {
        return new NodeContainer(
                id,
                pod,
                node,
                state,
                fingerprint,
                changed,
                address,
                startedAt,
                exitCode,
                outOfMemory,
                host,
                unreadable);
    }

    public NodeContainer withHost(HostName changed) {
        return new NodeContainer(
                id,
                pod,
                node,
                state,
                fingerprint,
                limits,
                address,
                startedAt,
                exitCode,
                outOfMemory,
                changed,
                unreadable);
    }

    public NodeContainer withUnreadable(String reason) {
        return new NodeContainer(
                id,
                pod,
                node,
                state,
                fingerprint,
                limits,
                address,
                startedAt,
                exitCode,
                outOfMemory,
                host,
                reason);
    }
}
