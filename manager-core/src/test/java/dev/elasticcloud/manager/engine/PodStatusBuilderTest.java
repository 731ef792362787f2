package dev.elasticcloud.manager.engine;

import static dev.elasticcloud.manager.Observed.NOW;
import static dev.elasticcloud.manager.Observed.container;
import static dev.elasticcloud.manager.Observed.ready;
import static dev.elasticcloud.manager.Observed.server;
import static dev.elasticcloud.manager.Specs.LIGHT;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.elasticcloud.manager.Observed;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.NodeContainer.State;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.SetupStep;
import dev.elasticcloud.manager.model.status.SetupStep.Progress;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.Conditions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodStatusBuilderTest {

    private static final PodSpec POD = pod("light", 1);
    private static final PodSpec DOWN = POD.withTarget(Target.NONE);
    private static final NodeName NODE = NodeName.of("light-1");

    private final Map<Subject, String> problems = new HashMap<>();
    private final Map<NodeName, NodeUsage> usage = new HashMap<>();
    private final Map<Subject, Action> underWay = new HashMap<>();
    private String buildLine = "";

    private PodStatusBuilder of(PodSpec pod, Observation seen) {
        return new PodStatusBuilder(
                CloudView.of(cloud(pod), seen, underWay, Map.of(), Conditions.NONE, NOW).pod(LIGHT),
                problems,
                usage,
                Map.of(),
                Map.of(),
                NOW,
                buildLine.isEmpty() ? null : buildLine);
    }

    private NodeStatus node(Observed observed) {
        return of(POD, observed.see()).nodes().getFirst();
    }

    private PodPhase phase(PodSpec pod, Observation seen) {
        PodStatusBuilder status = of(pod, seen);
        return status.phase(status.nodes());
    }

    private static Observed inState(State state) {
        return ready(POD).with(container(POD, "light-1", state));
    }

    @Test
    void eachStateIsReported() {
        assertThat(node(ready(POD).serving(POD, "light-1")).detail()).isEmpty();
        assertThat(node(inState(State.RUNNING)).detail()).isEqualTo("starts");
        assertThat(
                        node(inState(State.RUNNING)
                                        .with(server(POD, "light-1", Mode.DRAINING, false, 0)))
                                .detail())
                .isEqualTo("is probed");
        assertThat(
                        node(inState(State.RUNNING)
                                        .with(server(POD, "light-1", Mode.READY, false, 0)))
                                .detail())
                .isEqualTo("does not answer its health probes");
        assertThat(node(inState(State.EXITED)).detail()).isEqualTo("ended with exit code 0");
        assertThat(node(ready(POD).spare(POD, "light-1")).detail()).isEqualTo("warm and frozen");
    }

    @Test
    void aDrainingNodeShowsHowManyJobsItStillRuns() {
        PodSpec going = POD.withTarget(POD.target().withRemoving(Set.of(NODE)));
        Observed busy = inState(State.RUNNING).with(server(POD, "light-1", Mode.DRAINING, true, 3));

        NodeStatus status = of(going, busy.see()).nodes().getFirst();

        assertThat(status.state()).isEqualTo(NodeState.DRAINING);
        assertThat(status.running()).isEqualTo(3);
        assertThat(status.detail()).isEqualTo("finishes 3 jobs");
    }

    @Test
    void aNodesFailureIsShownFirst() {
        problems.put(new Subject.Node(NODE), "Could not freeze light-1: no");

        assertThat(node(ready(POD).serving(POD, "light-1")).detail())
                .isEqualTo("Could not freeze light-1: no");
    }

    @Test
    void usageIsShownForRunningNodesAndUnknownForOthers() {
        usage.put(NODE, new NodeUsage(LIGHT, NODE, NOW, 0.5, 1000, 0.25));

        assertThat(node(ready(POD).serving(POD, "light-1")).cpuShare()).hasValue(0.5);
        assertThat(node(ready(POD).spare(POD, "light-1")).cpuShare()).isEmpty();
        usage.clear();
        assertThat(node(ready(POD).serving(POD, "light-1")).memoryShare()).isEmpty();
    }

    @Test
    void aNodeWithoutAContainerIsRegisteredOrStarting() {
        PodSpec named = POD.withTarget(POD.target().withRegistered(Set.of(NODE)));

        assertThat(of(named, ready(POD).see()).nodes())
                .extracting(NodeStatus::state)
                .containsExactly(NodeState.REGISTERED);

        underWay.put(new Subject.Node(NODE), new Action.StartNode(LIGHT, NODE));
        assertThat(of(named, ready(POD).see()).nodes())
                .extracting(NodeStatus::state, NodeStatus::detail)
                .containsExactly(tuple(NodeState.STARTING, "its container is being created"));
    }

    @Test
    void serversWithoutANodeAreNotShown() {
        Observed orphan = ready(POD).with(server(POD, "light-1", Mode.READY, false, 0));

        assertThat(of(POD, orphan.see()).nodes()).isEmpty();
    }

    @Test
    void aPodsPhaseFollowsItsNodes() {
        Observation none = ready(POD).see();
        Observation one = ready(POD).serving(POD, "light-1").see();
        Observation two = ready(POD).serving(POD, "light-1").serving(POD, "light-2").see();
        PodSpec wantsTwo = pod("light", 2);

        assertThat(phase(POD, none)).isEqualTo(PodPhase.INITIALISING);
        assertThat(phase(POD, one)).isEqualTo(PodPhase.STEADY);
        assertThat(phase(wantsTwo, one)).isEqualTo(PodPhase.SCALING_UP);
        assertThat(phase(POD, two)).isEqualTo(PodPhase.SCALING_DOWN);
        assertThat(phase(pod("light", 0), none)).as("scaled to zero").isEqualTo(PodPhase.STEADY);
        assertThat(phase(POD.withTarget(POD.target().withAllPaused(true)), one))
                .isEqualTo(PodPhase.PAUSED);
        assertThat(phase(DOWN, one)).isEqualTo(PodPhase.SCALING_DOWN);
        assertThat(phase(DOWN, ready().see())).isEqualTo(PodPhase.NOT_INITIALISED);
    }

    @Test
    void aPodIsDegradedByAFailedNodeAndByWhatBacksOff() {
        Observation one = ready(POD).serving(POD, "light-1").see();
        Observed failed =
                ready(POD).serving(POD, "light-1").with(container(POD, "light-2", State.EXITED));

        assertThat(phase(POD, failed.see())).isEqualTo(PodPhase.DEGRADED);
        for (Subject subject :
                List.of(
                        new Subject.Image(LIGHT),
                        new Subject.Network(LIGHT),
                        new Subject.Starts(LIGHT))) {
            problems.clear();
            problems.put(subject, "no");
            assertThat(phase(POD, one)).as("%s", subject).isEqualTo(PodPhase.DEGRADED);
        }
    }

    private static List<Progress> progress(PodStatusBuilder status) {
        return status.setup().stream().map(SetupStep::progress).toList();
    }

    @Test
    void setUpIsShownStepByStep() {
        Observation ready = ready(POD).see();
        Observation nothing =
                ready.withImages(Map.of()).withNetworks(Set.of()).withTraffic(Map.of());

        assertThat(progress(of(DOWN, nothing))).containsOnly(Progress.WAITING);
        assertThat(progress(of(POD, nothing)))
                .containsExactly(
                        Progress.RUNNING,
                        Progress.RUNNING,
                        Progress.WAITING,
                        Progress.WAITING,
                        Progress.WAITING);
        assertThat(progress(of(POD, ready)))
                .containsExactly(
                        Progress.DONE,
                        Progress.DONE,
                        Progress.DONE,
                        Progress.RUNNING,
                        Progress.WAITING);
        assertThat(progress(of(POD, inState(State.RUNNING).see())))
                .endsWith(Progress.DONE, Progress.RUNNING);
        assertThat(progress(of(POD, ready(POD).serving(POD, "light-1").see())))
                .containsOnly(Progress.DONE);
    }

    @Test
    void aFailedStepShowsItsReasonAndABuildItsLastLine() {
        Observation noImage = ready(POD).see().withImages(Map.of());
        buildLine = "Step 3/9 : RUN apt-get";
        assertThat(of(POD, noImage).setup().getFirst().detail()).isEqualTo(buildLine);

        problems.put(new Subject.Image(LIGHT), "Could not build the image of light: no");
        SetupStep image = of(POD, noImage).setup().getFirst();
        assertThat(image.progress()).isEqualTo(Progress.FAILED);
        assertThat(image.detail()).isEqualTo("Could not build the image of light: no");
    }
}
