package dev.elasticcloud.manager.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.HostLoad;
import dev.elasticcloud.manager.model.observed.HostReading;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.JobTransport;
import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.ManagerClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Simulated hosts on a clock that the test advances; jobs end only when it does.
@Timeout(60)
class SimulatedCloudTest {

    private static final long MIB = NodeLimits.MIB;
    private static final Duration TIMEOUT = Duration.ofHours(1);

    /// Jobs of one second at the CPU limit; starts take only what the host sets.
    private static final SimulatedTimings PACE =
            new SimulatedTimings(
                    Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1));

    private final AtomicReference<Instant> time =
            new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final PodSpec pod = Specs.pod("light", 1).withLimits(NodeLimits.of(0.5, 100));

    private SimulatedCloud cloud = host(2, 1024, 0);
    private ContainerRuntime runtime = cloud.runtime();
    private LoadBalancer balancer = cloud.balancer();

    private SimulatedCloud host(double cores, int mib, double startCpuSeconds) {
        SimulatedHost host =
                new SimulatedHost(SimulatedHost.USUAL.name(), cores, mib * MIB, 0, startCpuSeconds);
        return new SimulatedCloud(ManagerClock.following(time::get), PACE, host);
    }

    private void on(SimulatedCloud other) {
        cloud = other;
        runtime = cloud.runtime();
        balancer = cloud.balancer();
    }

    private void pass(double seconds) {
        time.updateAndGet(now -> now.plusNanos(Math.round(seconds * 1e9)));
        cloud.advance();
    }

    private NodeContainer started(String name) {
        balancer.configure(List.of(pod), List.of());
        runtime.createNetwork(pod.name());
        runtime.start(pod, NodeName.of(name));
        return container(name);
    }

    private NodeContainer serving(String name) {
        NodeContainer node = started(name);
        balancer.probe(pod, node);
        runtime.giveServingWeight(node);
        balancer.route(pod.name(), node.node());
        return node;
    }

    private NodeContainer container(String name) {
        return runtime.observe(List.of()).nodes().stream()
                .filter(node -> node.node().value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// Submits jobs and returns when all of them run on nodes.
    private List<CompletableFuture<JobTransport.Outcome>> run(
            int jobs, Map<String, String> parameters) {
        JobTransport transport = cloud.transport();
        List<CompletableFuture<JobTransport.Outcome>> running = new ArrayList<>();
        int before = traffic().running();
        for (int i = 0; i < jobs; i++) {
            CompletableFuture<JobTransport.Outcome> outcome = new CompletableFuture<>();
            Thread.ofVirtual()
                    .start(() -> outcome.complete(transport.run("", pod, parameters, TIMEOUT)));
            running.add(outcome);
        }
        Awaiting.until("all jobs run", () -> traffic().running() == before + jobs);
        return running;
    }

    private PodTraffic traffic() {
        return balancer.observe().traffic().getFirst();
    }

    private HostLoad load() {
        return balancer.observe().host().orElseThrow();
    }

    private NodeUsage usage(NodeContainer node) {
        return runtime.sample(List.of(node)).getFirst();
    }

    @Test
    void theHostReportsItsSizeAndLoad() {
        NodeContainer node = serving("light-1");
        run(1, Map.of());
        cloud.occupy(0.4, 100 * MIB);

        pass(0.9);
        HostReading size = runtime.observe(List.of()).hosts().getFirst();

        assertThat(size.name()).isEqualTo(node.host());
        assertThat(size.cores()).isEqualTo(2);
        assertThat(size.memoryBytes()).isEqualTo(1024 * MIB);
        assertThat(load().busyCores().orElseThrow()).isBetween(0.5, 0.9);
        assertThat(load().availableBytes().orElseThrow()).isEqualTo((1024 - 100 - 34 - 6) * MIB);
        assertThat(load().cpuPressure()).hasValue(0);
    }

    @Test
    void jobsAreAsQuickAsTheirNodesShareOfTheHost() {
        serving("light-1");
        serving("light-2");
        List<CompletableFuture<JobTransport.Outcome>> alone = run(2, Map.of());
        pass(1);
        alone.forEach(
                job ->
                        assertThat(Awaiting.result(job))
                                .isInstanceOf(JobTransport.Outcome.Answered.class));

        cloud.occupy(6, 0); // two nodes of weight 1 beside something of weight 6: 0.25 cores each
        List<CompletableFuture<JobTransport.Outcome>> beside = run(2, Map.of());
        pass(1.9);
        assertThat(traffic().running()).isEqualTo(2);
        pass(0.1);

        beside.forEach(
                job ->
                        assertThat(Awaiting.result(job))
                                .isInstanceOf(JobTransport.Outcome.Answered.class));
        assertThat(load().cpuPressure().orElseThrow()).isPositive();
    }

    @Test
    void usageDistinguishesThrottledFromStarved() {
        NodeContainer node = serving("light-1");
        run(1, Map.of());
        pass(0.5);
        assertThat(usage(node).cpuShare()).isEqualTo(1);
        assertThat(usage2(node, 0.2).throttled()).isEqualTo(1);

        cloud.occupy(8, 0);
        NodeUsage starved = usage2(node, 0.5);

        assertThat(starved.throttled()).isZero();
        assertThat(starved.cpuShare()).isEqualTo(2.0 / 9 / 0.5 + 0.01, within(0.01));
    }

    private NodeUsage usage2(NodeContainer node, double seconds) {
        pass(seconds);
        return usage(node);
    }

    @Test
    void jobsThatWaitLeaveTheirNodeIdle() {
        NodeContainer node = serving("light-1");
        List<CompletableFuture<JobTransport.Outcome>> jobs =
                run(2, Map.of(SimulatedTransport.SLEEP, "5"));

        NodeUsage waiting = usage2(node, 4);

        assertThat(waiting.cpuShare()).isEqualTo(0.01, within(0.001));
        assertThat(traffic().running()).isEqualTo(2);
        pass(3);
        jobs.forEach(
                job ->
                        assertThat(Awaiting.result(job))
                                .isInstanceOf(JobTransport.Outcome.Answered.class));
    }

    @Test
    void aStartCostsProcessorTimeAndTakesLongerOnABusyHost() {
        on(host(2, 1024, 0.3));
        NodeContainer first = serving("light-1");
        pass(0.59);
        assertThat(healthy(first)).isFalse();
        pass(0.02);
        assertThat(healthy(first)).isTrue();
        assertThat(usage(first).cpuShare()).isGreaterThan(0.9);

        cloud.occupy(2, 0);
        NodeContainer second = started("light-2");
        balancer.probe(pod, second);
        pass(1);

        // a quarter of a share, out of 2.25 shares of two cores: 0.3 / 0.222
        assertThat(healthy(second)).isFalse();
        pass(0.36);
        assertThat(healthy(second)).isTrue();
    }

    private boolean healthy(NodeContainer node) {
        return balancer.observe().servers().stream()
                .filter(server -> server.node().equals(node.node()))
                .anyMatch(BalancerServer::healthy);
    }

    @Test
    void whenTheHostsMemoryRunsOutTheLargestNodeIsKilled() {
        serving("light-1");
        serving("light-2");
        List<CompletableFuture<JobTransport.Outcome>> jobs = run(1, Map.of());
        long left = load().availableBytes().orElseThrow();

        cloud.occupy(0, left);
        assertThat(runtime.observe(List.of()).nodes()).allMatch(NodeContainer::running);
        cloud.occupy(0, left + MIB);

        List<NodeContainer> killed =
                runtime.observe(List.of()).nodes().stream().filter(n -> !n.running()).toList();
        assertThat(killed).hasSize(1);
        assertThat(killed.getFirst().outOfMemory()).isTrue();
        assertThat(Awaiting.result(jobs.getFirst()))
                .isInstanceOf(JobTransport.Outcome.CutOff.class);
    }

    @Test
    void answersOfRemovedNodesAreStillCounted() {
        NodeContainer node = serving("light-1");
        List<CompletableFuture<JobTransport.Outcome>> jobs = run(2, Map.of());
        pass(2);
        jobs.forEach(CompletableFuture::join);
        List<CompletableFuture<JobTransport.Outcome>> cut = run(1, Map.of());

        runtime.remove(node);
        cut.forEach(CompletableFuture::join);

        assertThat(traffic().requests()).isEqualTo(3);
        assertThat(traffic().responses()).isEqualTo(3);
        assertThat(traffic().failures()).isEqualTo(1);
    }
}
