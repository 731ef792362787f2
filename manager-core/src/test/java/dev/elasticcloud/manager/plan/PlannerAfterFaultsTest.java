package dev.elasticcloud.manager.plan;

import static dev.elasticcloud.manager.Observed.NOW;
import static dev.elasticcloud.manager.Observed.container;
import static dev.elasticcloud.manager.Observed.outdated;
import static dev.elasticcloud.manager.Observed.ready;
import static dev.elasticcloud.manager.Observed.server;
import static dev.elasticcloud.manager.Specs.LIGHT;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.HostReading;
import dev.elasticcloud.manager.model.observed.NodeContainer.State;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.Conditions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Plans in states that only faults and reverted commands lead to; the property tests found them.
class PlannerAfterFaultsTest {

    private static final NodeName FIRST = NodeName.of("light-1");
    private static final NodeName SECOND = NodeName.of("light-2");
    private static final NodeName OWN = NodeName.of("own");

    @Test
    void aContainerThatWasNeverStartedWaitsForItsPodsImage() {
        PodSpec light = pod("light", 1);
        Observation seen = ready(light).with(container(light, "light-1", State.CREATED)).see();

        assertThat(plan(cloud(light), seen)).containsExactly(new Action.StartNode(LIGHT, FIRST));
        assertThat(plan(cloud(light), seen.withImages(Map.of())))
                .containsExactly(new Action.BuildImage(LIGHT));
        assertThat(plan(cloud(light), seen.withNetworks(Set.of())))
                .contains(new Action.CreateNetwork(LIGHT))
                .doesNotContain(new Action.StartNode(LIGHT, FIRST));
    }

    @Test
    void theBalancerIsStartedAnewForTheReasonThatIsKnown() {
        PodSpec light = pod("light", 1);
        BalancerHealth ended = new BalancerHealth(false, "", "", true, "it lost its folder\nlater");
        Observation seen = ready(light).serving(light, "light-1").see().withBalancer(ended);

        assertThat(Planner.plan(CloudView.of(cloud(light), seen, NOW)).steps())
                .contains(
                        new Plan.Step(
                                new Action.ConfigureBalancer(),
                                "it does not run: it lost its folder"));
    }

    @Test
    void ofTwoOutdatedNodesThatDoNotServeTheOneFurtherFromServingGoes() {
        PodSpec light = pod("light", 1);
        Observation seen =
                ready(light)
                        .with(outdated(container(light, "light-1", State.RUNNING)))
                        .with(server(light, "light-1", Mode.DRAINING, true, 0))
                        .with(outdated(container(light, "light-2", State.RUNNING)))
                        .see();

        assertThat(plan(cloud(light), seen))
                .contains(new Action.RemoveContainer(LIGHT, SECOND))
                .doesNotContain(new Action.Unroute(LIGHT, FIRST));
    }

    @Test
    void aPausedNodeDoesNotTakeThePlaceOfAServingOne() {
        PodSpec light = paused(pod("light", 1).withElasticity(Elasticity.off(1)), SECOND);
        PodSpec full = light.withMaxNodes(1);
        Observation seen = ready(full).spare(full, "light-2").see();

        assertThat(plan(cloud(full), seen)).containsExactly(new Action.StartNode(LIGHT, FIRST));
    }

    @Test
    void aRegisteredNameThatIsKeptPausedIsGivenToNoNewNode() {
        PodSpec light = registered(paused(pod("light", 1), OWN), OWN);

        assertThat(plan(cloud(light), ready(light).see()))
                .containsExactly(new Action.StartNode(LIGHT, FIRST));
    }

    @Test
    void aSpareServesAtOnceAlthoughAPausedRegisteredNodeIsGone() {
        PodSpec light = registered(paused(pod("light", 1), OWN), OWN).withSpares(1);
        Observation seen = ready(light).spare(light, "light-1").see();

        assertThat(plan(cloud(light), seen)).containsExactly(new Action.Thaw(LIGHT, FIRST));
    }

    @Test
    void noNodeIsStartedUnderANameRegisteredInAnotherPod() {
        PodSpec light = pod("light", 1);
        PodSpec heavy = registered(pod("heavy", 0), FIRST);

        assertThat(plan(cloud(light, heavy), ready(light, heavy).see()))
                .containsExactly(new Action.StartNode(LIGHT, SECOND));
    }

    @Test
    void aNetworkStaysWhileANodeIsBeingStartedOnIt() {
        PodSpec gone = pod("light", 0).withTarget(Target.NONE);
        Observation seen = ready(gone).see().withTraffic(Map.of());
        Map<Subject, Action> underWay =
                Map.of(new Subject.Node(FIRST), new Action.StartNode(LIGHT, FIRST));

        assertThat(plan(cloud(gone), seen)).containsExactly(new Action.RemoveNetwork(LIGHT));
        assertThat(plan(cloud(gone), seen, underWay, Map.of())).isEmpty();
    }

    @Test
    void aNewNodeIsNotGivenANameThatBacksOff() {
        PodSpec light = pod("light", 1);
        Map<Subject, Instant> blocked = Map.of(new Subject.Node(FIRST), NOW.plusSeconds(20));

        assertThat(plan(cloud(light), ready(light).see(), Map.of(), blocked))
                .containsExactly(new Action.StartNode(LIGHT, SECOND));
    }

    @Test
    void aNodePausedBeforeItAnsweredIsProbedWhenItIsResumed() {
        PodSpec light = pod("light", 1);
        CloudSpec held = cloud(paused(light.withTarget(light.target().withNodes(0)), FIRST));
        CloudSpec resumed = cloud(light);
        Observation probing =
                ready(light)
                        .with(container(light, "light-1", State.RUNNING))
                        .with(server(light, "light-1", Mode.DRAINING, false, 0))
                        .see();
        Observation unknown = probing.withServers(Map.of());
        Observation frozen = ready(light).with(container(light, "light-1", State.FROZEN)).see();

        assertThat(plan(held, probing))
                .as("otherwise the balancer would route to it as soon as it is unfrozen")
                .containsExactly(new Action.Unroute(LIGHT, FIRST));
        assertThat(plan(held, unknown)).containsExactly(new Action.Freeze(LIGHT, FIRST));
        assertThat(plan(resumed, frozen)).containsExactly(new Action.Thaw(LIGHT, FIRST));
        assertThat(plan(resumed, unknown)).containsExactly(new Action.Probe(LIGHT, FIRST));
    }

    @Test
    void aPausedContainerThatWasNeverStartedDelaysNoStartsElsewhere() {
        PodSpec heavy = pod("heavy", 0);
        PodSpec still = heavy.withTarget(heavy.target().withAllPaused(true));
        PodSpec light = pod("light", 0).withSpares(1);
        HostReading host = HostReading.size(HostName.LOCAL, NOW, 4, 8L << 30);
        Observation seen =
                ready(still, light)
                        .with(container(still, "heavy-1", State.CREATED))
                        .see()
                        .withHosts(Map.of(host.name(), host));

        assertThat(plan(cloud(still, light), seen))
                .containsExactly(new Action.StartNode(LIGHT, FIRST));
    }

    private static PodSpec paused(PodSpec pod, NodeName node) {
        return pod.withTarget(pod.target().withPaused(Set.of(node)));
    }

    private static PodSpec registered(PodSpec pod, NodeName node) {
        return pod.withTarget(pod.target().withRegistered(Set.of(node)));
    }

    private static List<Action> plan(CloudSpec spec, Observation seen) {
        return plan(spec, seen, Map.of(), Map.of());
    }

    private static List<Action> plan(
            CloudSpec spec,
            Observation seen,
            Map<Subject, Action> underWay,
            Map<Subject, Instant> blocked) {
        return Planner.plan(CloudView.of(spec, seen, underWay, blocked, Conditions.NONE, NOW))
                .actions();
    }
}
