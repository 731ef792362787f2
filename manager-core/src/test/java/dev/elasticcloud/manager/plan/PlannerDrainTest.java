package dev.elasticcloud.manager.plan;

import static dev.elasticcloud.manager.Specs.LIGHT;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static dev.elasticcloud.manager.plan.Planning.FIRST;
import static dev.elasticcloud.manager.plan.Planning.NOW;
import static dev.elasticcloud.manager.plan.Planning.SECOND;
import static dev.elasticcloud.manager.plan.Planning.converge;
import static dev.elasticcloud.manager.plan.Planning.plan;
import static dev.elasticcloud.manager.plan.Planning.planFor;
import static dev.elasticcloud.manager.plan.Planning.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.view.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Which node of a pod with too many is drained, and when a drained node is stopped.
class PlannerDrainTest {

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
    void aDrainingNodeReturnsToRotationBeforeASpareIsUnfrozen() {
        PodSpec pod = pod("light", 2).withSpares(1);
        CloudSpec spec = cloud(pod);
        Observation seen = converge(spec, Observation.nothing(NOW));
        Observation draining = server(seen, SECOND, BalancerServer.Mode.DRAINING, true, 2);

        assertThat(planFor(spec, draining).actions())
                .containsExactly(new Action.Route(LIGHT, SECOND));
    }

    @Test
    void aDrainingNodeThatIsNeededAgainReturnsToRotation() {
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
    void aNodeIsRemovedWithItsJobsOnceItsDrainDeadlineHasPassed() {
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
                spec,
                seen,
                new Conditions(Map.of(), Map.of(SECOND, NOW), Map.of(), Map.of(), Map.of()),
                now);
    }
}
