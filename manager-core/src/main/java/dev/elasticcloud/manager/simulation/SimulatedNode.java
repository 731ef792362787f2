package dev.elasticcloud.manager.simulation;

import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// One simulated container and its place in the balancer; guarded by its cloud.
final class SimulatedNode {

    NodeContainer container;
    Instant readyAt;
    BalancerServer.@Nullable Mode mode;
    int slots;
    int running;

    /// How often its jobs were cut off.
    int cutOffs;

    long served;

    /// CPU seconds used so far, and up to the last sample.
    double cpuSeconds;

    double sampledCpuSeconds;
    Instant sampledAt;

    /// Moments are of steady time.
    SimulatedNode(NodeContainer container, Instant startedAt, Instant readyAt) {
        this.container = container;
        this.readyAt = readyAt;
        this.sampledAt = startedAt;
    }

    boolean healthy(Instant now) {
        return container.running() && !now.isBefore(readyAt);
    }

    boolean serves(Instant now) {
        return mode == BalancerServer.Mode.READY && healthy(now);
    }
}
