package dev.elasticcloud.manager.view;

import static dev.elasticcloud.manager.Observed.NOW;
import static dev.elasticcloud.manager.Observed.container;
import static dev.elasticcloud.manager.Observed.server;
import static dev.elasticcloud.manager.view.GivenNode.EXITED;
import static dev.elasticcloud.manager.view.GivenNode.LATE;
import static dev.elasticcloud.manager.view.GivenNode.MOMENT;
import static dev.elasticcloud.manager.view.GivenNode.NODE;
import static dev.elasticcloud.manager.view.GivenNode.POD;
import static dev.elasticcloud.manager.view.GivenNode.PROBED;
import static dev.elasticcloud.manager.view.GivenNode.READY;
import static dev.elasticcloud.manager.view.GivenNode.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.NodeContainer.State;
import dev.elasticcloud.manager.model.spec.Startup;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.view.NodeView.Role;
import dev.elasticcloud.manager.view.NodeView.Stage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Nodes at the edges of the rules: just in time, just late, silent, at another address.
class NodeClassifierTest {

    @Test
    void aNodeIsLateOnlyOnceItsTimeIsOver() {
        Conditions inTime =
                new Conditions(
                        Map.of(NODE, NOW.minus(Startup.STANDARD.deadline())),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of());

        assertThat(GivenNode.of(RUNNING).known(PROBED).after(inTime).view().role())
                .isEqualTo(Role.CANDIDATE);
    }

    @Test
    void aNodeThatTheBalancerDoesNotKnowMayTakeAMomentToGetItsAddress() {
        GivenNode young = GivenNode.of(RUNNING.withAddress(""));
        Conditions since =
                new Conditions(
                        Map.of(),
                        Map.of(),
                        Map.of(NODE, NOW.minus(NodeClassifier.ADDRESS_DEADLINE).minus(MOMENT)),
                        Map.of(),
                        Map.of());

        assertThat(young.view().role()).isEqualTo(Role.CANDIDATE);
        assertThat(young.after(since).view().role()).isEqualTo(Role.CUT_OFF);
    }

    @Test
    void aContainerThatWasNeverStartedIsStartedEvenIfTheBalancerHasAnEarlierNodeOfItsName() {
        GivenNode created = GivenNode.of(container(POD, "light-1", State.CREATED));

        assertThat(created.view().role()).isEqualTo(Role.CANDIDATE);
        assertThat(created.known(READY).view().role()).isEqualTo(Role.CANDIDATE);
        assertThat(created.known(READY).view().stage()).isEqualTo(Stage.CREATED);
    }

    @Test
    void aNodeThatServesGoesOnServingThoughItCannotBeInspected() {
        GivenNode serves = GivenNode.of(RUNNING.withUnreadable("inspect failed: 500")).known(READY);

        assertThat(serves.view().role()).isEqualTo(Role.CANDIDATE);
        assertThat(serves.view().online()).isTrue();
    }

    @Test
    void aNodeWithAllSlotsTakenIsNotDownBecauseItsProbeTimesOut() {
        BalancerServer silent = READY.withHealthy(false).withProbe(BalancerServer.NO_ANSWER);
        BalancerServer full = silent.withRunning(READY.slots());

        assertThat(GivenNode.of(RUNNING).known(full).view().stage()).isEqualTo(Stage.ONLINE);
        assertThat(GivenNode.of(RUNNING).known(full.withRunning(READY.slots() - 1)).view().stage())
                .isEqualTo(Stage.DOWN);
        assertThat(
                        GivenNode.of(RUNNING)
                                .known(full.withProbe("it answered HTTP 500"))
                                .view()
                                .stage())
                .isEqualTo(Stage.DOWN);
        assertThat(
                        GivenNode.of(RUNNING)
                                .known(full.withProbe("it refused the connection"))
                                .view()
                                .stage())
                .isEqualTo(Stage.DOWN);
    }

    @Test
    void theReasonOfALateNodeNamesTheProbeItsTimeAndItsResult() {
        BalancerServer wrong = PROBED.withProbe("it answered HTTP 400");

        assertThat(GivenNode.of(RUNNING).known(wrong).after(LATE).view().reason())
                .isEqualTo(
                        "it did not answer its health probe, GET /healthz on port 8080, within 1m:"
                                + " it answered HTTP 400");
    }

    @Test
    void theStartDeadlineIsThePodsOwn() {
        GivenNode patient =
                new GivenNode(
                        POD.withStartup(Startup.STANDARD.withDeadline(Duration.ofMinutes(3))),
                        RUNNING,
                        PROBED,
                        null,
                        LATE);

        assertThat(patient.view().role()).isEqualTo(Role.CANDIDATE);
    }

    @Test
    void aServerAtAnotherAddressIsNotTheNodes() {
        GivenNode moved = GivenNode.of(RUNNING.withAddress("another")).known(READY);

        assertThat(moved.view().stage()).isEqualTo(NodeView.Stage.UNPROBED);
        assertThat(moved.view().online()).isFalse();
    }

    @Test
    void aDrainingNodeIsDistinguishedFromAStartingOne() {
        GivenNode out = GivenNode.of(RUNNING).known(server(POD, "light-1", Mode.DRAINING, true, 1));
        Conditions served =
                new Conditions(
                        Map.of(), Map.of(), Map.of(), Map.of(), Map.of(NODE, NodeState.ONLINE));

        assertThat(out.view().state()).isEqualTo(NodeState.STARTING);
        assertThat(out.after(served).view().state()).isEqualTo(NodeState.DRAINING);
    }

    @Test
    void theReasonOfAnEndedNodeIsHowItEnded() {
        assertThat(GivenNode.of(EXITED).view().reason()).isEqualTo("it ended with exit code 0");
        assertThat(GivenNode.of(EXITED.withOutOfMemory()).view().reason())
                .isEqualTo("it ran out of memory");
    }

    @Test
    void aNodeWhoseLongJobHasJustEndedHasAMomentToAnswerItsProbe() {
        GivenNode silent =
                GivenNode.of(RUNNING)
                        .known(
                                server(POD, "light-1", Mode.READY, false, 0)
                                        .withProbe(BalancerServer.NO_ANSWER));

        assertThat(silent.view().stage()).isEqualTo(Stage.DOWN);
        assertThat(silent.after(busyUntil(Duration.ofSeconds(1))).view().stage())
                .isEqualTo(Stage.ONLINE);
        assertThat(silent.after(busyUntil(StageReader.BREATHER)).view().stage())
                .isEqualTo(Stage.DOWN);
    }

    private static Conditions busyUntil(Duration ago) {
        return new Conditions(Map.of(), Map.of(), Map.of(), Map.of(NODE, NOW.minus(ago)), Map.of());
    }
}
