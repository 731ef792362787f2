package dev.elasticcloud.manager.model.observed;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;

/// One node as the balancer sees it.
///
/// @param address where the balancer reaches it, with or without its port
/// @param healthy whether its last health probe was answered well
/// @param running requests it works on now
/// @param served requests it has been given since it joined
public record BalancerServer(
        PodName pod,
        NodeName node,
        String address,
        Mode mode,
        boolean healthy,
        int slots,
        int running,
        long served) {

    /// Whether the balancer gives the server requests.
    public enum Mode {
        /// Gets requests as long as it is healthy.
        READY,
        /// Gets none, finishes what it has, is probed.
        DRAINING,
        /// Gets none and is not probed.
        MAINTENANCE
    }

    public boolean serving() {
        return mode == Mode.READY && healthy;
    }

    public BalancerServer withMode(Mode changed) {
        return new BalancerServer(pod, node, address, changed, healthy, slots, running, served);
    }

    public BalancerServer withHealthy(boolean changed) {
        return new BalancerServer(pod, node, address, mode, changed, slots, running, served);
    }

    public BalancerServer withSlots(int changed) {
        return new BalancerServer(pod, node, address, mode, healthy, changed, running, served);
    }
}
