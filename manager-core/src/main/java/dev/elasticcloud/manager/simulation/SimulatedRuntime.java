package dev.elasticcloud.manager.simulation;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import dev.elasticcloud.manager.model.observed.HostReading;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Timings;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.NodeShell;
import dev.elasticcloud.manager.spi.PortException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The container runtime of a simulated cloud.
final class SimulatedRuntime implements ContainerRuntime {

    private final SimulatedCloud cloud;

    SimulatedRuntime(SimulatedCloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public State observe(Collection<PodSpec> pods) {
        synchronized (cloud) {
            cloud.advance();
            SimulatedHost host = cloud.host;
            Map<PodName, String> images = new HashMap<>();
            for (PodSpec pod : pods) {
                if (cloud.images.contains(pod.name())) {
                    images.put(pod.name(), pod.nodeFingerprint());
                }
            }
            return new State(
                    new EngineHealth(
                            true,
                            SimulatedCloud.KIND,
                            "1",
                            (int) Math.max(1, Math.round(host.cores())),
                            host.memoryBytes(),
                            ""),
                    images,
                    cloud.networks,
                    cloud.nodes.values().stream().map(n -> n.container).toList(),
                    List.of(
                            HostReading.size(
                                    host.name(),
                                    cloud.clock.instant(),
                                    host.cores(),
                                    host.memoryBytes())));
        }
    }

    @Override
    public void buildImage(PodSpec pod, Consumer<String> progress) {
        int steps = 5;
        for (int step = 1; step <= steps; step++) {
            progress.accept("Step %d/%d : simulated".formatted(step, steps));
            SimulatedDelay.sleep(cloud.timings.build().dividedBy(steps));
        }
        synchronized (cloud) {
            refuseIfBroken(cloud.brokenBuilds.get(pod.name()));
            cloud.images.add(pod.name());
        }
    }

    private static void refuseIfBroken(@Nullable String why) {
        if (why != null) {
            throw PortException.refused(why, null);
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
    public void start(PodSpec pod, NodeName name, Runnable created) {
        create();
        synchronized (cloud) {
            cloud.advance();
            SimulatedNode present = cloud.nodes.get(name);
            if (present != null && present.container.state() != NodeContainer.State.EXITED) {
                return;
            }
            refuseIfBroken(cloud.brokenStarts.get(pod.name()));
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
                                    false)
                            .withHost(cloud.host.name());
            SimulatedTask program = SimulatedTask.withoutDeadline(cloud.host.startCpuSeconds());
            SimulatedNode node =
                    new SimulatedNode(
                            container, steady, steady.plus(cloud.timings.ready()), program);
            cloud.nodes.put(name, node);
            created.run();
            cloud.begin(node.processor, program);
        }
        cloud.changed();
    }

    /// Takes as long as the engine does, and longer while processors are short.
    private void create() {
        double seconds = cloud.timings.start().toNanos() / 1e9;
        double work = cloud.host.engineCpuSeconds();
        if (work == 0 || seconds == 0) {
            SimulatedDelay.sleep(cloud.timings.start());
            return;
        }
        SimulatedTask task = SimulatedTask.withoutDeadline(work);
        synchronized (cloud) {
            cloud.advance();
            cloud.begin(new CpuGroup(work / seconds, CpuGroup.SERVING), task);
        }
        SimulatedDelay.await(task);
    }

    @Override
    public void update(NodeContainer node, NodeLimits limits) {
        change(
                node,
                present -> {
                    present.container = present.container.withLimits(limits);
                    present.processor.limit(limits.cpus());
                });
    }

    @Override
    public void giveServingWeight(NodeContainer node) {
        change(node, present -> present.processor.weigh(CpuGroup.SERVING));
    }

    @Override
    public void freeze(NodeContainer node) {
        change(node, present -> freeze(present, true));
    }

    @Override
    public void thaw(NodeContainer node) {
        change(node, present -> freeze(present, false));
    }

    private static void freeze(SimulatedNode node, boolean frozen) {
        if (node.exited()) {
            return;
        }
        node.container =
                node.container.withState(
                        frozen ? NodeContainer.State.FROZEN : NodeContainer.State.RUNNING);
        node.processor.freeze(frozen);
    }

    private void change(NodeContainer node, Consumer<SimulatedNode> change) {
        synchronized (cloud) {
            cloud.advance();
            SimulatedNode present = cloud.nodes.get(node.node());
            if (present == null) {
                throw PortException.refused("there is no container of " + node.node(), null);
            }
            change.accept(present);
            cloud.notifyAll();
        }
        cloud.changed();
    }

    @Override
    public void remove(NodeContainer node) {
        synchronized (cloud) {
            cloud.advance();
            SimulatedNode gone = cloud.nodes.remove(node.node());
            if (gone != null) {
                gone.followers.forEach(Runnable::run);
                cloud.processors.cutOff(gone.processor);
            }
            cloud.notifyAll();
        }
    }

    @Override
    public List<NodeUsage> sample(Collection<NodeContainer> wanted) {
        List<NodeUsage> samples = new ArrayList<>();
        synchronized (cloud) {
            cloud.advance();
            Instant now = cloud.clock.instant();
            Instant steady = cloud.clock.steady();
            for (NodeContainer container : wanted) {
                SimulatedNode node = cloud.nodes.get(container.node());
                if (node == null || !node.container.running()) {
                    continue;
                }
                if (steady.isAfter(node.sampled.steady())) {
                    samples.add(node.usage(steady, now));
                }
            }
        }
        return samples;
    }

    @Override
    public String inspect(NodeContainer node) {
        return SimulatedProgram.inspect(node);
    }

    @Override
    public List<LogLine> logs(NodeContainer node, LogQuery query) {
        return SimulatedProgram.logs(node, query);
    }

    @Override
    public AutoCloseable followLogs(
            NodeContainer node,
            LogQuery query,
            Consumer<LogLine> reader,
            CompletableFuture<Void> ended) {
        logs(node, query).forEach(reader);
        synchronized (cloud) {
            SimulatedNode present = cloud.nodes.get(node.node());
            if (present != null) {
                Runnable end = () -> ended.complete(null);
                present.followers.add(end);
                return () -> present.followers.remove(end);
            }
        }
        ended.complete(null);
        return () -> {};
    }

    @Override
    public NodeShell openShell(
            NodeContainer node,
            TerminalSize size,
            Consumer<byte[]> output,
            CompletableFuture<Integer> ended) {
        SimulatedShell shell = new SimulatedShell(node.node(), size, output, ended);
        change(node, shell::openIn);
        shell.start();
        return shell;
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

    @Override
    public void close() {}
}
