package dev.elasticcloud.manager.plan.world;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer;

/// A server of the model balancer.
final class ModelServer {

    final PodName pod;
    final NodeName name;

    String address;
    BalancerServer.Mode mode = BalancerServer.Mode.DRAINING;
    boolean healthy;
    int slots;
    int running;
    long served;

    /// Whether the balancer took it from its file, which says nothing of health.
    boolean restored;

    ModelServer(PodName pod, NodeName name, String address, int slots) {
        this.pod = pod;
        this.name = name;
        this.address = address;
        this.slots = slots;
    }

    boolean is(BalancerServer.Mode wanted) {
        return mode == wanted;
    }

    boolean takesJobs() {
        return is(BalancerServer.Mode.READY) && healthy;
    }

    /// A server that leaves maintenance counts as healthy until a probe says otherwise, as in HAProxy.
    void route() {
        healthy |= is(BalancerServer.Mode.MAINTENANCE);
        mode = BalancerServer.Mode.READY;
    }

    /// It gets no requests, and those running on it are cut off.
    void maintain() {
        mode = BalancerServer.Mode.MAINTENANCE;
        running = 0;
    }

    BalancerServer shown() {
        return new BalancerServer(pod, name, address, mode, healthy, slots, running, served);
    }
}
