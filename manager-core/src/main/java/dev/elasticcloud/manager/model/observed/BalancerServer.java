package dev.elasticcloud.manager.model.observed;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import java.util.Objects;

/// One node as the balancer sees it.
///
/// @param address where the balancer reaches it, with or without its port
/// @param healthy whether its last health probe was answered well
/// @param running requests it works on now
/// @param served requests sent to it since it joined
/// @param probe how its last failed probe ended, as a clause such as "it answered HTTP 400"; empty
///     when it was answered well or is unknown
public record BalancerServer(
        PodName pod,
        NodeName node,
        String address,
        Mode mode,
        boolean healthy,
        int slots,
        int running,
        long served,
        @AddedLater String probe) {

    public BalancerServer {
        probe = Objects.requireNonNullElse(probe, "");
    }

    /// A server whose last probe has no description.
    public BalancerServer(
            PodName pod,
            NodeName node,
            String address,
            Mode mode,
            boolean healthy,
            int slots,
            int running,
            long served) {
        this(pod, node, address, mode, healthy, slots, running, served, "");
    }

    public static final String NO_ANSWER = "it accepted the connection and did not answer";
    public static final String NOT_ACCEPTED = "it did not accept the connection";

    /// Whether the balancer sends the server requests.
    public enum Mode {
        /// Gets requests while it is healthy.
        READY,
        /// Gets none, finishes what it has, is probed.
        DRAINING,
        /// Gets none and is not probed.
        MAINTENANCE
    }

    /// Whether its last probe got no answer at all: the program may be dead, or busy with its jobs.
    public boolean silent() {
        return !healthy && (probe.equals(NO_ANSWER) || probe.equals(NOT_ACCEPTED));
    }

    /// Whether all its slots are in use, so that a single-threaded program has no time for a
    /// probe.
    public boolean full() {
        return running > 0 && running >= slots;
    }

    /// Whether it is being probed before its first request, or again after it stopped answering.
    public boolean probing() {
        return mode == Mode.DRAINING && !healthy;
    }

    /// Whether it gets no new requests but still works on running ones.
    public boolean finishing() {
        return mode != Mode.READY && running > 0;
    }

    public boolean serving() {
        return mode == Mode.READY && healthy;
    }

    public BalancerServer withMode(Mode changed) {
        return new BalancerServer(
                pod, node, address, changed, healthy, slots, running, served, probe);
    }

    public BalancerServer withHealthy(boolean changed) {
        return new BalancerServer(pod, node, address, mode, changed, slots, running, served, probe);
    }

    public BalancerServer withSlots(int changed) {
        return new BalancerServer(
                pod, node, address, mode, healthy, changed, running, served, probe);
    }

    public BalancerServer withRunning(int changed) {
        return new BalancerServer(pod, node, address, mode, healthy, slots, changed, served, probe);
    }

    public BalancerServer withProbe(String changed) {
        return new BalancerServer(
                pod, node, address, mode, healthy, slots, running, served, changed);
    }
}
