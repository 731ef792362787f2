package dev.elasticcloud.manager.simulation;

import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// One simulated container and its balancer entry; guarded by its cloud.
final class SimulatedNode {

    /// The usage of an idle program, as a share of its limit.
    private static final double IDLE_SHARE = 0.01;

    NodeContainer container;
    final Instant readyAt;

    /// Its share of the processors, and the jobs at it.
    final CpuGroup processor;

    /// The work its program does before it answers.
    private final SimulatedTask start;

    /// Readers of its log and shells in it, told when the node is removed.
    final List<Runnable> followers = new CopyOnWriteArrayList<>();

    BalancerServer.@Nullable Mode mode;
    int slots;
    long served;

    /// Readings of the previous sample.
    Sample sampled;

    /// What a node had used by a moment, in seconds of processor and of time.
    record Sample(Instant steady, double used, double busy, double throttled) {}

    /// Times are steady time.
    SimulatedNode(
            NodeContainer container, Instant startedAt, Instant readyAt, SimulatedTask start) {
        this.container = container;
        this.readyAt = readyAt;
        this.start = start;
        this.processor = new CpuGroup(container.limits().cpus(), CpuGroup.STARTING);
        this.sampled = new Sample(startedAt, 0, 0, 0);
    }

    /// Its usage since the last sample.
    ///
    /// @param steady now, in steady time
    /// @param at now, in wall time
    NodeUsage usage(Instant steady, Instant at) {
        Sample before = sampled;
        Sample now = sample(steady);
        sampled = now;
        double seconds = Duration.between(before.steady(), now.steady()).toNanos() / 1e9;
        double used = (now.used() - before.used()) / seconds;
        double busy = now.busy() - before.busy();
        double memory = SimulatedCloud.memoryOf(this);
        return new NodeUsage(
                container.pod(),
                container.node(),
                at,
                Math.min(1, used / container.limits().cpus() + IDLE_SHARE),
                (long) memory,
                memory / container.limits().memoryBytes(),
                busy > 0 ? (now.throttled() - before.throttled()) / busy : 0);
    }

    private Sample sample(Instant now) {
        return new Sample(
                now,
                processor.usedSeconds(),
                processor.busySeconds(),
                processor.throttledSeconds());
    }

    /// The jobs now on it.
    int running() {
        return start.isDone() ? processor.tasks() : 0;
    }

    boolean exited() {
        return container.state() == NodeContainer.State.EXITED;
    }

    boolean healthy(Instant now) {
        return container.running() && start.isDone() && !now.isBefore(readyAt);
    }

    boolean serves(Instant now) {
        return mode == BalancerServer.Mode.READY && healthy(now);
    }
}
