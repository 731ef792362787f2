package dev.elasticcloud.manager.plan;

import static dev.elasticcloud.manager.Specs.LIGHT;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static dev.elasticcloud.manager.plan.Planning.FIRST;
import static dev.elasticcloud.manager.plan.Planning.NOW;
import static dev.elasticcloud.manager.plan.Planning.SECOND;
import static dev.elasticcloud.manager.plan.Planning.container;
import static dev.elasticcloud.manager.plan.Planning.converge;
import static dev.elasticcloud.manager.plan.Planning.plan;
import static dev.elasticcloud.manager.plan.Planning.planFor;
import static dev.elasticcloud.manager.plan.Planning.server;
import static dev.elasticcloud.manager.plan.Planning.serving;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.Startup;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.view.Conditions;
import dev.elasticcloud.manager.view.NodeClassifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// When a node that has failed is replaced, and in which order.
class PlannerReplacementTest {

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
                        new Conditions(Map.of(FIRST, NOW), Map.of(), Map.of(), Map.of(), Map.of()),
                        late);

        assertThat(plan.actions())
                .as("it stays in the balancer, or it would be probed anew for ever")
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
                spec,
                seen,
                new Conditions(Map.of(), Map.of(), Map.of(FIRST, NOW), Map.of(), Map.of()),
                now);
    }
}
