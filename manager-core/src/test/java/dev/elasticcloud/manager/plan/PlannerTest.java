package dev.elasticcloud.manager.plan;

import static dev.elasticcloud.manager.Specs.LIGHT;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Startup;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.Conditions;
import dev.elasticcloud.manager.view.NodeClassifier;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final NodeName FIRST = NodeName.of("light-1");
    private static final NodeName SECOND = NodeName.of("light-2");

    @Test
    void anEmptyHostIsMadeReadyBeforeAnyNodeStarts() {
        Plan plan = planFor(cloud(pod("light", 2)), Observation.nothing(NOW));

        assertThat(plan.actions())
                .containsExactlyInAnyOrder(
                        new Action.BuildImage(LIGHT), new Action.CreateNetwork(LIGHT));
    }

    @Test
    void aConvergedCloudGivesAnEmptyPlan() {
        CloudSpec spec = cloud(pod("light", 3).withSpares(1), pod("heavy", 1));

        Observation seen = converge(spec, Observation.nothing(NOW));

        assertThat(planFor(spec, seen).steps()).isEmpty();
        assertThat(serving(seen)).isEqualTo(4);
    }

    @Test
    void aNodeIsRoutedToOnlyWhenItAnswersItsProbe() {
        CloudSpec spec = cloud(pod("light", 1));
        Observation seen = converge(spec, Observation.nothing(NOW));
        Observation probing = server(seen, FIRST, BalancerServer.Mode.DRAINING, false, 0);

        assertThat(planFor(spec, probing).steps()).isEmpty();
        assertThat(
                        planFor(spec, server(probing, FIRST, BalancerServer.Mode.DRAINING, true, 0))
                                .actions())
                .containsExactly(new Action.Route(LIGHT, FIRST));
    }

    @Test
    void aSurplusNodeIsDrainedThenUnroutedThenStopped() {
        Observation two = converge(cloud(pod("light", 2)), Observation.nothing(NOW));
        CloudSpec one = cloud(pod("light", 1));

        assertThat(planFor(one, two).actions()).containsExactly(new Action.Drain(LIGHT, SECOND));

        Observation busy = server(two, SECOND, BalancerServer.Mode.DRAINING, true, 1);
        assertThat(planFor(one, busy).steps()).as("a running job keeps the node").isEmpty();

        Observation idle = server(two, SECOND, BalancerServer.Mode.DRAINING, true, 0);
        assertThat(planFor(one, idle).actions()).containsExactly(new Action.Unroute(LIGHT, SECOND));

        Map<NodeName, BalancerServer> servers = new TreeMap<>(idle.servers());
        servers.remove(SECOND);
        assertThat(planFor(one, idle.withServers(servers)).actions())
                .containsExactly(new Action.RemoveContainer(LIGHT, SECOND));
    }

    @Test
    void theLeastBusyNodeGoesFirst() {
        Observation two = converge(cloud(pod("light", 2)), Observation.nothing(NOW));
        Observation firstIdle = server(two, SECOND, BalancerServer.Mode.READY, true, 3);

        assertThat(planFor(cloud(pod("light", 1)), firstIdle).actions())
                .containsExactly(new Action.Drain(LIGHT, FIRST));
    }

    @Test
    void amongEquallyBusyNodesTheNewestGoesFirst() {
        Observation two = converge(cloud(pod("light", 2)), Observation.nothing(NOW));
        Map<NodeName, NodeContainer> containers = new TreeMap<>(two.containers());
        containers.computeIfPresent(SECOND, (n, c) -> startedAt(c, NOW.minusSeconds(60)));

        assertThat(planFor(cloud(pod("light", 1)), two.withContainers(containers)).actions())
                .containsExactly(new Action.Drain(LIGHT, FIRST));
    }

    private static NodeContainer startedAt(NodeContainer container, Instant at) {
        return new NodeContainer(
                container.id(),
                container.pod(),
                container.node(),
                container.state(),
                container.fingerprint(),
                container.limits(),
                container.address(),
                at,
                container.exitCode(),
                container.outOfMemory());
    }

    @Test
    void aDrainingNodeIsTakenBackBeforeASpareIsUnfrozen() {
        PodSpec pod = pod("light", 2).withSpares(1);
        CloudSpec spec = cloud(pod);
        Observation seen = converge(spec, Observation.nothing(NOW));
        Observation draining = server(seen, SECOND, BalancerServer.Mode.DRAINING, true, 2);

        assertThat(planFor(spec, draining).actions())
                .containsExactly(new Action.Route(LIGHT, SECOND));
    }

    @Test
    void aDrainingNodeThatIsNeededAgainIsTakenBack() {
        CloudSpec spec = cloud(pod("light", 2));
        Observation seen = converge(spec, Observation.nothing(NOW));
        Observation draining = server(seen, SECOND, BalancerServer.Mode.DRAINING, true, 2);

        assertThat(planFor(spec, draining).actions())
                .containsExactly(new Action.Route(LIGHT, SECOND));
    }

    @Test
    void nothingIsStoppedWhileAnOlderBalancerProcessFinishesItsJobs() {
        Observation two = converge(cloud(pod("light", 2)), Observation.nothing(NOW));
        Observation idle =
                server(two, SECOND, BalancerServer.Mode.DRAINING, true, 0)
                        .withBalancer(new BalancerHealth(true, "3.0", "", false, ""));

        assertThat(planFor(cloud(pod("light", 1)), idle).steps()).isEmpty();
    }

    @Test
    void aDeadNodeLeavesTheBalancerAndIsReplaced() {
        CloudSpec spec = cloud(pod("light", 2));
        Observation seen = converge(spec, Observation.nothing(NOW));
        Observation dead = container(seen, SECOND, NodeContainer.State.EXITED);

        assertThat(planFor(spec, dead).actions())
                .contains(
                        new Action.Unroute(LIGHT, SECOND),
                        new Action.StartNode(LIGHT, NodeName.of("light-3")));
        assertThat(serving(converge(spec, dead))).isEqualTo(2);
    }

    @Test
    void aNodeGoesWithItsJobsOnceItsDrainDeadlineHasPassed() {
        CloudSpec one = cloud(pod("light", 1).withDrainDeadline(Duration.ofSeconds(30)));
        Observation seen = converge(cloud(pod("light", 2)), Observation.nothing(NOW));
        Observation busy = server(seen, SECOND, BalancerServer.Mode.DRAINING, true, 1);

        Plan early = planDraining(one, busy, NOW.plusSeconds(29));
        Plan late = planDraining(one, busy, NOW.plusSeconds(30));

        assertThat(early.steps()).isEmpty();
        assertThat(late.actions()).containsExactly(new Action.RemoveContainer(LIGHT, SECOND));
        assertThat(late.steps().getFirst().reason()).contains("drain deadline of 30 s");
    }

    private static Plan planDraining(CloudSpec spec, Observation seen, Instant now) {
        return plan(
                spec, seen, new Conditions(Map.of(), Map.of(SECOND, NOW), Map.of(), Map.of()), now);
    }

    private static Plan plan(CloudSpec spec, Observation seen, Conditions conditions, Instant now) {
        return Planner.plan(CloudView.of(spec, seen, Map.of(), Map.of(), conditions, now));
    }

    @Test
    void failingStartsAreHeldBack() {
        CloudSpec spec = cloud(pod("light", 2));
        Observation ready = converge(cloud(pod("light", 0)), Observation.nothing(NOW));
        Map<Subject, Instant> blocked = new HashMap<>();
        blocked.put(new Subject.Starts(LIGHT), NOW.plusSeconds(5));

        Plan plan =
                Planner.plan(CloudView.of(spec, ready, Map.of(), blocked, Conditions.NONE, NOW));

        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void aNodeWhoseStartIsUnderWayIsNotStartedTwice() {
        CloudSpec spec = cloud(pod("light", 1));
        Observation ready = converge(cloud(pod("light", 0)), Observation.nothing(NOW));
        Map<Subject, Action> underWay =
                Map.of(new Subject.Node(FIRST), new Action.StartNode(LIGHT, FIRST));

        Plan plan =
                Planner.plan(CloudView.of(spec, ready, underWay, Map.of(), Conditions.NONE, NOW));

        assertThat(plan.steps()).isEmpty();
    }

    @Test
    void aWarmSpareServesBeforeANewNodeIsStarted() {
        Observation seen = converge(cloud(pod("light", 1).withSpares(1)), Observation.nothing(NOW));

        Plan plan = planFor(cloud(pod("light", 2).withSpares(1)), seen);

        Action thaw = new Action.Thaw(LIGHT, SECOND);
        assertThat(plan.actions()).as("nothing holds the spare up").containsExactly(thaw);

        Observation thawed = Projection.after(cloud(pod("light", 2).withSpares(1)), seen, thaw);
        assertThat(planFor(cloud(pod("light", 2).withSpares(1)), thawed).actions())
                .filteredOn(Action.StartNode.class::isInstance)
                .as("the spare is replaced behind it")
                .hasSize(1);
    }

    @Test
    void aPausedPodIsDrainedAndFrozenAndComesBackWithTheSameContainers() {
        CloudSpec running = cloud(pod("light", 2));
        Observation seen = converge(running, Observation.nothing(NOW));
        PodSpec pod = pod("light", 2);
        CloudSpec paused = cloud(pod.withTarget(pod.target().withAllPaused(true)));

        Observation frozen = converge(paused, seen);
        assertThat(frozen.containers().values()).allMatch(NodeContainer::frozen).hasSize(2);

        Observation back = converge(running, frozen);
        assertThat(back.containers().keySet()).isEqualTo(seen.containers().keySet());
        assertThat(serving(back)).isEqualTo(2);
    }

    @Test
    void changedLimitsReachARunningNodeWithoutARestart() {
        Observation seen = converge(cloud(pod("light", 1)), Observation.nothing(NOW));
        NodeLimits more = NodeLimits.of(0.5, 200);

        assertThat(planFor(cloud(pod("light", 1).withLimits(more)), seen).actions())
                .containsExactly(new Action.UpdateLimits(LIGHT, FIRST, more));
    }

    @Test
    void aPodShutDownLeavesNothing() {
        Observation seen = converge(cloud(pod("light", 3).withSpares(2)), Observation.nothing(NOW));

        Observation after = converge(cloud(pod("light", 0).withTarget(Target.NONE)), seen);

        assertThat(after.containers()).isEmpty();
        assertThat(after.servers()).isEmpty();
        assertThat(after.networks()).isEmpty();
        assertThat(after.traffic()).isEmpty();
    }

    @Test
    void whenMostNodesAreDownTheyAreReplacedOneAtATime() {
        CloudSpec spec = cloud(pod("light", 2));
        Observation seen = converge(spec, Observation.nothing(NOW));
        Observation down =
                server(
                        server(seen, FIRST, BalancerServer.Mode.READY, false, 0),
                        SECOND,
                        BalancerServer.Mode.READY,
                        false,
                        0);

        Plan plan = planFor(spec, down);

        assertThat(plan.actions()).filteredOn(Action.RemoveContainer.class::isInstance).hasSize(1);
        Observation begun = down;
        for (Action action : plan.actions()) {
            begun = Projection.after(spec, begun, action);
        }
        assertThat(planFor(spec, begun).actions())
                .as("the other waits until the first has been replaced")
                .noneMatch(Action.RemoveContainer.class::isInstance)
                .noneMatch(Action.Drain.class::isInstance);
    }

    @Test
    void aNodeThatHasLostItsNetworkIsReplacedWhateverRunsOnIt() {
        CloudSpec spec = cloud(pod("light", 2));
        Observation seen = converge(spec, Observation.nothing(NOW));
        Map<NodeName, NodeContainer> containers = new TreeMap<>(seen.containers());
        containers.computeIfPresent(FIRST, (name, node) -> node.withAddress(""));
        Observation lost =
                server(seen.withContainers(containers), FIRST, BalancerServer.Mode.READY, true, 2);

        assertThat(planFor(spec, lost).actions())
                .contains(new Action.RemoveContainer(LIGHT, FIRST))
                .doesNotContain(new Action.RemoveContainer(LIGHT, SECOND));
    }

    @Test
    void aSilentNodeIsReplacedAtOnceAndStoppedWhenItsJobsHaveEnded() {
        CloudSpec spec = cloud(pod("light", 1));
        Observation seen = converge(spec, Observation.nothing(NOW));
        Observation hung = server(seen, FIRST, BalancerServer.Mode.READY, false, 2);

        assertThat(planFor(spec, hung).actions())
                .containsExactly(new Action.StartNode(LIGHT, SECOND));

        Observation idle = server(seen, FIRST, BalancerServer.Mode.READY, false, 0);
        assertThat(planFor(spec, idle).actions())
                .contains(new Action.RemoveContainer(LIGHT, FIRST));
    }

    @Test
    void aNodeThatNeverAnswersItsProbeIsReplacedAfterItsDeadline() {
        CloudSpec spec = cloud(pod("light", 1));
        Observation seen =
                server(
                        converge(spec, Observation.nothing(NOW)),
                        FIRST,
                        BalancerServer.Mode.DRAINING,
                        false,
                        0);
        Instant late = NOW.plus(Startup.STANDARD.deadline()).plus(Duration.ofSeconds(1));

        Plan plan =
                plan(
                        spec,
                        seen,
                        new Conditions(Map.of(FIRST, NOW), Map.of(), Map.of(), Map.of()),
                        late);

        assertThat(plan.actions())
                .as("its place in the balancer stays, or it would be probed anew for ever")
                .contains(
                        new Action.RemoveContainer(LIGHT, FIRST),
                        new Action.StartNode(LIGHT, SECOND))
                .doesNotContain(new Action.Unroute(LIGHT, FIRST));
    }

    @Test
    void aNodeThatGetsNoAddressIsReplaced() {
        CloudSpec spec = cloud(pod("light", 1));
        Observation served = converge(spec, Observation.nothing(NOW));
        NodeContainer alone = served.container(FIRST).orElseThrow().withAddress("");
        Observation seen = served.withServers(Map.of()).withContainers(Map.of(FIRST, alone));

        assertThat(planOffNetwork(spec, seen, NOW.plus(NodeClassifier.ADDRESS_DEADLINE)).actions())
                .doesNotContain(new Action.RemoveContainer(LIGHT, FIRST));
        assertThat(
                        planOffNetwork(
                                        spec,
                                        seen,
                                        NOW.plus(NodeClassifier.ADDRESS_DEADLINE).plusMillis(1))
                                .actions())
                .contains(
                        new Action.RemoveContainer(LIGHT, FIRST),
                        new Action.StartNode(LIGHT, SECOND));
    }

    private static Plan planOffNetwork(CloudSpec spec, Observation seen, Instant now) {
        return plan(
                spec, seen, new Conditions(Map.of(), Map.of(), Map.of(FIRST, NOW), Map.of()), now);
    }

    private static Plan planFor(CloudSpec spec, Observation seen) {
        return Planner.plan(CloudView.of(spec, seen, NOW));
    }

    /// Plans and projects until nothing is left to do, checking each step's safety.
    private static Observation converge(CloudSpec spec, Observation from) {
        Observation seen = from;
        for (int round = 0; round < 200; round++) {
            Plan plan = planFor(spec, seen);
            if (plan.isEmpty()) {
                boolean busy = seen.servers().values().stream().anyMatch(s -> s.running() > 0);
                if (!busy) {
                    return seen;
                }
            }
            for (Action action : plan.actions()) {
                assertSafe(seen, action);
                seen = Projection.after(spec, seen, action);
            }
            for (BalancerServer s : seen.servers().values()) {
                seen = server(seen, s.node(), s.mode(), s.healthy(), Math.max(0, s.running() - 1));
            }
        }
        throw new AssertionError("no end; the next plan is " + planFor(spec, seen).steps());
    }

    private static void assertSafe(Observation seen, Action action) {
        if (action instanceof Action.Freeze || action instanceof Action.RemoveContainer) {
            NodeName node = ((Action.OnNode) action).node();
            BalancerServer server = seen.servers().get(node);
            boolean runs = seen.container(node).map(NodeContainer::running).orElse(false);
            if (server != null && runs) {
                assertThat(server.running()).as("%s", action).isZero();
                assertThat(server.mode()).isNotEqualTo(BalancerServer.Mode.READY);
            }
        }
    }

    private static long serving(Observation seen) {
        return seen.servers().values().stream().filter(BalancerServer::serving).count();
    }

    private static Observation container(
            Observation seen, NodeName node, NodeContainer.State state) {
        Map<NodeName, NodeContainer> containers = new TreeMap<>(seen.containers());
        containers.computeIfPresent(node, (n, c) -> c.withState(state));
        return seen.withContainers(containers);
    }

    private static Observation server(
            Observation seen,
            NodeName node,
            BalancerServer.Mode mode,
            boolean healthy,
            int running) {
        Map<NodeName, BalancerServer> servers = new TreeMap<>(seen.servers());
        servers.computeIfPresent(
                node,
                (n, s) ->
                        new BalancerServer(
                                s.pod(),
                                n,
                                s.address(),
                                mode,
                                healthy,
                                s.slots(),
                                running,
                                s.served()));
        return seen.withServers(servers);
    }
}
