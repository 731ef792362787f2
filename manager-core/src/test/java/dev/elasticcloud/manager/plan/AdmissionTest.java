package dev.elasticcloud.manager.plan;

import static dev.elasticcloud.manager.Specs.LIGHT;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.HostReading;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.HostView;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Nodes start only where a host has room for them.
class AdmissionTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void nodesThatDoNotFitAreNotStartedAndShownAsPending() {
        CloudSpec spec =
                cloud(pod("light", 4).withLimits(NodeLimits.of(0.8, 100)))
                        .withHosts(new HostPolicy(1, 0));

        Observation end = converge(spec, host(2, 8192));
        Plan plan = Planner.plan(CloudView.of(spec, end, NOW));

        assertThat(end.containers()).hasSize(2);
        assertThat(plan.steps()).isEmpty();
        assertThat(Objects.requireNonNull(plan.pending().get(LIGHT)).nodes()).isEqualTo(2);
        assertThat(Objects.requireNonNull(plan.pending().get(LIGHT)).reason())
                .isEqualTo("host full: needs 0.8 CPU; 0.4 of 2.0 left: light holds 1.6");
    }

    @Test
    void aPendingNodeStartsOnceThereIsRoom() {
        PodSpec wide = pod("heavy", 1).withLimits(NodeLimits.of(1.5, 100));
        PodSpec light = pod("light", 1).withLimits(NodeLimits.of(0.8, 100));
        HostPolicy once = new HostPolicy(1, 0);
        Observation full = converge(cloud(wide).withHosts(once), host(2, 8192));
        CloudSpec both = cloud(wide, light).withHosts(once);
        assertThat(converge(both, full).containersOf(LIGHT)).isEmpty();

        CloudSpec less = cloud(wide.withTarget(wide.target().withNodes(0)), light).withHosts(once);

        assertThat(converge(less, full).containersOf(LIGHT)).hasSize(1);
    }

    @Test
    void asManyStartAtOnceAsTheHostHasIdleProcessors() {
        CloudSpec spec = cloud(pod("light", 6)).withHosts(new HostPolicy(20, 0));
        Observation ready = converge(cloud(pod("light", 0)), host(2, 8192));

        assertThat(starts(spec, busy(ready, 0))).isEqualTo(2);
        assertThat(starts(spec, busy(ready, 1))).isEqualTo(1);
        assertThat(starts(spec, busy(ready, 2))).as("one start is always allowed").isEqualTo(1);
    }

    @Test
    void aNodeThatStartsBurnsNoMoreThanItsLimitOnceItsContainerIsThere() {
        assertThat(startsBesideTwoOthers(NodeLimits.of(0.1, 100))).isEqualTo(2);
        assertThat(startsBesideTwoOthers(NodeLimits.of(1, 100))).isZero();
    }

    /// How many nodes are started on two idle cores where two of the same limits have containers and
    /// do not answer yet.
    private static long startsBesideTwoOthers(NodeLimits limits) {
        PodSpec pod = pod("light", 8).withLimits(limits);
        Observation ready = converge(cloud(pod("light", 0)), host(2, 8192));
        Map<NodeName, NodeContainer> containers = new TreeMap<>();
        for (int i = 1; i <= 2; i++) {
            NodeName node = NodeName.of("light-" + i);
            containers.put(
                    node,
                    new NodeContainer(
                            "id" + i,
                            LIGHT,
                            node,
                            NodeContainer.State.RUNNING,
                            pod.nodeFingerprint(),
                            limits,
                            "10.0.0." + i,
                            NOW,
                            0,
                            false));
        }
        Observation seen = busy(ready.withContainers(containers), 0);
        return starts(cloud(pod).withHosts(new HostPolicy(20, 0)), seen);
    }

    @Test
    void whatStartsHaveUsedLatelyDoesNotCountAsLoad() {
        CloudSpec spec = cloud(pod("light", 1)).withHosts(new HostPolicy(20, 0));
        Observation serving = converge(spec, host(2, 8192));

        assertThat(coresForStarts(spec, serving, NOW.plusSeconds(1)))
                .as("1 s of a core to make it and 0.6 s of its limit to serve, in 2 s")
                .isCloseTo((1 + 0.6 * 0.3) / 2, within(0.001));
        assertThat(coresForStarts(spec, serving, NOW.plusSeconds(10))).isZero();
    }

    /// The processors' worth for starts on two cores in full use, where a node began to run now.
    private static double coresForStarts(CloudSpec spec, Observation seen, Instant reading) {
        return Objects.requireNonNull(
                        CloudView.of(spec, busy(seen, 2, reading), reading)
                                .hosts()
                                .get(HostName.LOCAL))
                .coresForStarts();
    }

    @Test
    void nothingStartsWhileOthersHaveTakenTheMemory() {
        CloudSpec spec = cloud(pod("light", 2)).withHosts(new HostPolicy(2, 512 * NodeLimits.MIB));
        Observation ready = converge(cloud(pod("light", 0)), host(2, 8192));
        HostReading eaten =
                new HostReading(
                        HostName.LOCAL,
                        NOW,
                        2,
                        8192 * NodeLimits.MIB,
                        OptionalDouble.of(0),
                        OptionalLong.of(300 * NodeLimits.MIB),
                        OptionalDouble.empty());

        Plan plan =
                Planner.plan(
                        CloudView.of(spec, ready.withHosts(Map.of(HostName.LOCAL, eaten)), NOW));

        assertThat(plan.actions()).noneMatch(Action.StartNode.class::isInstance);
        assertThat(Objects.requireNonNull(plan.pending().get(LIGHT)).reason())
                .contains("only 300 MB of memory are free, less than the reserve of 512 MB");
    }

    /// For any pods and any order of changes, the limits of all nodes fit the host.
    @Test
    void memoryIsNeverPromisedTwice() {
        Random random = new Random(11);
        for (int run = 0; run < 200; run++) {
            long memory = 1024 + random.nextInt(8192);
            HostPolicy policy =
                    new HostPolicy(0.5 + random.nextInt(8), random.nextInt(512) * NodeLimits.MIB);
            Observation seen = host(1 + random.nextInt(16), memory);
            for (int change = 0; change < 3; change++) {
                CloudSpec spec = randomSpec(random).withHosts(policy);
                seen = converge(spec, seen);
                HostView host =
                        Objects.requireNonNull(
                                CloudView.of(spec, seen, NOW).hosts().get(HostName.LOCAL));
                assertThat(host.bytesLeft())
                        .as("seed 11, run %d: %s", run, host)
                        .isGreaterThanOrEqualTo(0);
            }
        }
    }

    private static CloudSpec randomSpec(Random random) {
        return cloud(randomPod("light", random), randomPod("heavy", random));
    }

    private static PodSpec randomPod(String name, Random random) {
        return pod(name, random.nextInt(9))
                .withSpares(random.nextInt(3))
                .withLimits(
                        NodeLimits.of(0.1 + random.nextInt(20) / 10.0, 64 + random.nextInt(900)));
    }

    private static long starts(CloudSpec spec, Observation seen) {
        return Planner.plan(CloudView.of(spec, seen, NOW)).actions().stream()
                .filter(Action.StartNode.class::isInstance)
                .count();
    }

    private static Observation host(int cores, long memoryMib) {
        return Observation.nothing(NOW)
                .withHosts(
                        Map.of(
                                HostName.LOCAL,
                                HostReading.size(
                                        HostName.LOCAL, NOW, cores, memoryMib * NodeLimits.MIB)));
    }

    private static Observation busy(Observation seen, double cores) {
        return busy(seen, cores, NOW);
    }

    private static Observation busy(Observation seen, double cores, Instant reading) {
        HostReading host = Objects.requireNonNull(seen.hosts().get(HostName.LOCAL));
        return seen.withHosts(
                Map.of(
                        HostName.LOCAL,
                        new HostReading(
                                host.name(),
                                reading,
                                host.cores(),
                                host.memoryBytes(),
                                OptionalDouble.of(cores),
                                OptionalLong.empty(),
                                OptionalDouble.empty())));
    }

    /// Plans and projects until nothing is left to do.
    private static Observation converge(CloudSpec spec, Observation from) {
        Observation seen = from;
        for (int round = 0; round < 400; round++) {
            Plan plan = Planner.plan(CloudView.of(spec, seen, NOW));
            if (plan.isEmpty()) {
                return seen;
            }
            for (Action action : plan.actions()) {
                seen = Projection.after(spec, seen, action);
            }
            Map<NodeName, BalancerServer> servers = new TreeMap<>(seen.servers());
            servers.replaceAll((n, s) -> s.withHealthy(true));
            seen = seen.withServers(servers);
        }
        throw new AssertionError("no end");
    }
}
