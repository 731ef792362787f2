package dev.elasticcloud.manager.plan;

import static dev.elasticcloud.manager.Specs.LIGHT;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static dev.elasticcloud.manager.plan.Planning.FIRST;
import static dev.elasticcloud.manager.plan.Planning.NOW;
import static dev.elasticcloud.manager.plan.Planning.SECOND;
import static dev.elasticcloud.manager.plan.Planning.converge;
import static dev.elasticcloud.manager.plan.Planning.planFor;
import static dev.elasticcloud.manager.plan.Planning.server;
import static dev.elasticcloud.manager.plan.Planning.serving;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.Conditions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How a pod gets from an empty host to its spec, and back to nothing.
class PlannerTest {

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
        assertThat(plan.actions()).as("nothing delays the spare").containsExactly(thaw);

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
    void shuttingAPodDownLeavesNothing() {
        Observation seen = converge(cloud(pod("light", 3).withSpares(2)), Observation.nothing(NOW));

        Observation after = converge(cloud(pod("light", 0).withTarget(Target.NONE)), seen);

        assertThat(after.containers()).isEmpty();
        assertThat(after.servers()).isEmpty();
        assertThat(after.networks()).isEmpty();
        assertThat(after.traffic()).isEmpty();
    }
}
