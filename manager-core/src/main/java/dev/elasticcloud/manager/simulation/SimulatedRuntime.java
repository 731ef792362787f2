package dev.elasticcloud.manager.simulation;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Timings;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.PortException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The container runtime of a simulated cloud.
final class SimulatedRuntime implements ContainerRuntime {

    private static final double IDLE_MEMORY_MIB = 34;
    private static final double MEMORY_PER_JOB_MIB = 6;

    private final SimulatedCloud cloud;

    SimulatedRuntime(SimulatedCloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public State observe(Collection<PodSpec> pods) {
        synchronized (cloud) {
            Map<PodName, String> images = new HashMap<>();
            for (PodSpec pod : pods) {
                if (cloud.images.contains(pod.name())) {
                    images.put(pod.name(), pod.nodeFingerprint());
                }
            }
            Runtime host = Runtime.getRuntime();
            return new State(
                    new EngineHealth(
                            true,
                            SimulatedCloud.KIND,
                            "1",
                            host.availableProcessors(),
                            host.maxMemory(),
                            ""),
                    images,
                    cloud.networks,
                    cloud.nodes.values().stream().map(n -> n.container).toList(),
                    List.of());
        }
    }

    @Override
    public void buildImage(PodSpec pod, Consumer<String> progress) {
        int steps = 5;
        for (int step = 1; step <= steps; step++) {
            progress.accept("Step %d/%d : simulated".formatted(step, steps));
            take(cloud.timings.build().dividedBy(steps));
        }
        synchronized (cloud) {
            cloud.images.add(pod.name());
        }
    }

    @Override
    public void createNetwork(PodName pod) {
        synchronized (cloud) {
            cloud.networks.add(pod);
        }
    }

    @Override
    public void removeNetwork(PodName pod) {
        synchronized (cloud) {
            cloud.networks.remove(pod);
        }
    }

    @Override
    public void start(PodSpec pod, NodeName name) {
        take(cloud.timings.start());
        synchronized (cloud) {
            SimulatedNode present = cloud.nodes.get(name);
            if (present != null && present.container.state() != NodeContainer.State.EXITED) {
                return;
            }
            if (!cloud.networks.contains(pod.name())) {
                throw PortException.refused("pod " + pod.name() + " has no network", null);
            }
            Instant now = cloud.clock.instant();
            Instant steady = cloud.clock.steady();
            String id =
                    "%012x"
                            .formatted(
                                    name.value().hashCode() * 2_654_435_761L ^ now.toEpochMilli());
            NodeContainer container =
                    new NodeContainer(
                            id,
                            pod.name(),
                            name,
                            NodeContainer.State.RUNNING,
                            pod.nodeFingerprint(),
                            pod.limits(),
                            "sim-" + id,
                            now,
                            0,
                            false);
            cloud.nodes.put(
                    name, new SimulatedNode(container, steady, steady.plus(cloud.timings.ready())));
        }
        cloud.changed();
    }

    @Override
    public void update(NodeContainer node, NodeLimits limits) {
        change(node, container -> container.withLimits(limits));
    }

    /// Simulated nodes have no weights.
    @Override
    public void giveServingWeight(NodeContainer node) {}

    @Override
    public void freeze(NodeContainer node) {
        change(node, container -> container.withState(NodeContainer.State.FROZEN));
    }

    @Override
    public void thaw(NodeContainer node) {
        change(node, container -> container.withState(NodeContainer.State.RUNNING));
    }

    private void change(
            NodeContainer node, java.util.function.UnaryOperator<NodeContainer> change) {
        synchronized (cloud) {
            SimulatedNode present = cloud.nodes.get(node.node());
            if (present == null) {
                throw PortException.refused("there is no container of " + node.node(), null);
            }
            present.container = change.apply(present.container);
            cloud.notifyAll();
        }
    }

    @Override
    public void remove(NodeContainer node) {
        synchronized (cloud) {
            cloud.nodes.remove(node.node());
            cloud.notifyAll();
        }
    }

    @Override
    public List<NodeUsage> sample(Collection<NodeContainer> wanted) {
        List<NodeUsage> samples = new ArrayList<>();
        synchronized (cloud) {
            Instant now = cloud.clock.instant();
            Instant steady = cloud.clock.steady();
            for (NodeContainer container : wanted) {
                SimulatedNode node = cloud.nodes.get(container.node());
                if (node == null || !node.container.running()) {
                    continue;
                }
                double seconds = Duration.between(node.sampledAt, steady).toNanos() / 1e9;
                if (seconds > 0) {
                    node.sampledAt = steady;
                    samples.add(usage(node, seconds, now));
                }
            }
        }
        return samples;
    }

    private static NodeUsage usage(SimulatedNode node, double seconds, Instant now) {
        NodeContainer container = node.container;
        double used = node.cpuSeconds - node.sampledCpuSeconds;
        node.sampledCpuSeconds = node.cpuSeconds;
        double memory = (IDLE_MEMORY_MIB + MEMORY_PER_JOB_MIB * node.running) * NodeLimits.MIB;
        return new NodeUsage(
                container.pod(),
                container.node(),
                now,
                Math.min(1, used / seconds / container.limits().cpus() + 0.01),
                (long) memory,
                memory / container.limits().memoryBytes());
    }

    /// One line, which says that the program is simulated.
    @Override
    public List<LogLine> logs(NodeContainer node, LogQuery query) {
        LogLine only =
                new LogLine(
                        node.startedAt(),
                        false,
                        "simulated node %s of pod %s".formatted(node.node(), node.pod()));
        Instant since = query.since();
        boolean shown = query.tail() > 0 && (since == null || !only.at().isBefore(since));
        return shown ? List.of(only) : List.of();
    }

    @Override
    public AutoCloseable followLogs(NodeContainer node, LogQuery query, Consumer<LogLine> reader) {
        logs(node, query).forEach(reader);
        return () -> {};
    }

    @Override
    public AutoCloseable onChange(Runnable wake) {
        cloud.listeners.add(wake);
        return () -> cloud.listeners.remove(wake);
    }

    @Override
    public Timings calls() {
        return Timings.NONE;
    }

    private static void take(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PortException.unreachable("interrupted", e);
        }
    }

    @Override
    public void close() {}
}
