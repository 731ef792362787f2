package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Timings;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.NodeShell;
import dev.elasticcloud.manager.spi.PortException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A container runtime that reports what a test sets, and does nothing.
public class FakeRuntime implements ContainerRuntime {

    final AtomicInteger observed = new AtomicInteger();
    final SequencedMap<NodeName, PodSpec> declared = new LinkedHashMap<>();

    volatile Observation shown;
    private volatile @Nullable String unreachable;

    public FakeRuntime(Observation shown) {
        this.shown = shown;
    }

    /// From now on it does not answer.
    void fail(String why) {
        unreachable = why;
    }

    void recover() {
        unreachable = null;
    }

    @Override
    public State observe(Collection<PodSpec> pods) {
        observed.incrementAndGet();
        String why = unreachable;
        if (why != null) {
            throw PortException.unreachable(why, null);
        }
        Observation now = shown;
        return new State(
                now.engine(),
                now.images(),
                now.networks(),
                List.copyOf(now.containers().values()),
                List.of());
    }

    @Override
    public SequencedMap<NodeName, PodSpec> declared() {
        return declared;
    }

    @Override
    public void buildImage(PodSpec pod, Consumer<String> progress) {}

    @Override
    public void createNetwork(PodName pod) {}

    @Override
    public void removeNetwork(PodName pod) {}

    @Override
    public void start(PodSpec pod, NodeName node, Runnable created) {}

    @Override
    public void update(NodeContainer node, NodeLimits limits) {}

    @Override
    public void freeze(NodeContainer node) {}

    @Override
    public void thaw(NodeContainer node) {}

    @Override
    public void giveServingWeight(NodeContainer node) {}

    @Override
    public void remove(NodeContainer node) {}

    @Override
    public List<NodeUsage> sample(Collection<NodeContainer> nodes) {
        return List.of();
    }

    @Override
    public String inspect(NodeContainer node) {
        return "{}";
    }

    @Override
    public List<LogLine> logs(NodeContainer node, LogQuery query) {
        return List.of();
    }

    @Override
    public AutoCloseable followLogs(
            NodeContainer node,
            LogQuery query,
            Consumer<LogLine> reader,
            CompletableFuture<Void> ended) {
        return () -> {};
    }

    @Override
    public NodeShell openShell(
            NodeContainer node,
            TerminalSize size,
            Consumer<byte[]> output,
            CompletableFuture<Integer> ended) {
        throw PortException.refused("no shell starts here", null);
    }

    @Override
    public AutoCloseable onChange(Runnable wake) {
        return () -> {};
    }

    @Override
    public Timings calls() {
        return Timings.NONE;
    }

    @Override
    public void close() {}
}
