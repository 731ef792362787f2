package dev.elasticcloud.manager.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import dev.elasticcloud.manager.model.observed.PodLoad;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.Pending;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ObstacleWatchTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PodName LIGHT = PodName.of("light");
    private static final Subject IMAGE = new Subject.Image(LIGHT);
    private static final Subject STARTS = new Subject.Starts(LIGHT);
    private static final EngineHealth ENGINE =
            new EngineHealth(true, "simulated", "1", 2, 1L << 33, "");
    private static final PodSpec SPEC = initialised();

    private long nanos;

    private static PodSpec initialised() {
        PodSpec spec = Specs.pod("light", 1);
        return spec.withTarget(spec.target().withInitialised(true).withNodes(3));
    }

    private static CloudSnapshot cloud(
            EngineHealth engine, Pending pending, List<Problem> problems, NodeState... states) {
        List<NodeStatus> nodes =
                java.util.stream.IntStream.range(0, states.length)
                        .mapToObj(i -> node("light-" + (i + 1), states[i]))
                        .toList();
        PodStatus light =
                new PodStatus(
                        SPEC,
                        0,
                        PodPhase.INITIALISING,
                        List.of(),
                        nodes,
                        PodLoad.NONE,
                        JobCounts.NONE,
                        null,
                        null,
                        PodStatus.Cost.NONE,
                        pending);
        return new CloudSnapshot(
                1,
                NOW,
                "test",
                0,
                engine,
                BalancerHealth.UNKNOWN,
                new TreeMap<>(Map.of(LIGHT, light)),
                problems);
    }

    private static NodeStatus node(String name, NodeState state) {
        return new NodeStatus(
                NodeName.of(name),
                state,
                "id",
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                NOW,
                "");
    }

    private static CloudSnapshot failing(Subject subject, int failures, NodeState... states) {
        return cloud(
                ENGINE,
                Pending.NONE,
                List.of(new Problem(subject, "it is broken", failures, NOW)),
                states);
    }

    private static final CloudSnapshot FINE = cloud(ENGINE, Pending.NONE, List.of());

    private static CloudSnapshot full(NodeState... states) {
        return cloud(
                ENGINE,
                new Pending(2, "host full: needs 0.8 CPU; 0.3 of 3.0 left"),
                List.of(),
                states);
    }

    private ObstacleWatch watch(CloudSnapshot first) {
        return new ObstacleWatch(first, () -> nanos);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private static Optional<CloudException> look(ObstacleWatch watch, CloudSnapshot now) {
        return watch.look(now, Set.of(LIGHT));
    }

    @Test
    void repeatedFailureEndsTheWaitWithItsReason() {
        ObstacleWatch watch = watch(FINE);
        assertThat(look(watch, failing(IMAGE, 1))).isEmpty();
        assertThat(look(watch, failing(IMAGE, 4))).as("four failures within a moment").isEmpty();
        pass(ObstacleWatch.FAILURES_LAST);

        CloudException end = look(watch, failing(IMAGE, 5)).orElseThrow();

        assertThat(end.code()).isEqualTo(ErrorCode.FAILED);
        assertThat(end.text())
                .isEqualTo("it is broken. Failed 5 times in a row; the manager keeps trying");
    }

    @Test
    void aPassingFailureDoesNotEndTheWait() {
        ObstacleWatch watch = watch(FINE);
        look(watch, failing(IMAGE, 2));
        pass(Duration.ofMinutes(1));

        assertThat(look(watch, FINE)).isEmpty();
    }

    @Test
    void failuresBeforeTheWaitDoNotCount() {
        ObstacleWatch watch = watch(failing(IMAGE, 9));
        pass(Duration.ofMinutes(10));
        assertThat(look(watch, failing(IMAGE, 9))).isEmpty();

        assertThat(look(watch, failing(IMAGE, 10))).as("tried again").isPresent();
    }

    @Test
    void aNewSeriesOfFailuresIsCountedFromItsFirst() {
        ObstacleWatch watch = watch(failing(IMAGE, 9));
        look(watch, failing(IMAGE, 1));
        pass(ObstacleWatch.FAILURES_LAST);

        assertThat(look(watch, failing(IMAGE, 2))).isEmpty();
        assertThat(look(watch, failing(IMAGE, 3))).isPresent();
    }

    @Test
    void aSingleStartThatTookLongToFailEndsTheWait() {
        ObstacleWatch watch = watch(FINE);
        pass(Duration.ofSeconds(60));

        assertThat(look(watch, failing(STARTS, 1, NodeState.DRAINING))).isPresent();
    }

    @Test
    void aStartThatFailedOnceIsForgivenWhileTheNextIsUnderWay() {
        ObstacleWatch watch = watch(FINE);
        look(watch, failing(STARTS, 1));
        pass(Duration.ofSeconds(50));

        assertThat(look(watch, failing(STARTS, 1, NodeState.STARTING))).isEmpty();
    }

    @Test
    void aProblemOfAnotherPodIsNotWaitedFor() {
        ObstacleWatch watch = watch(FINE);
        CloudSnapshot other = failing(new Subject.Starts(PodName.of("heavy")), 50);
        look(watch, other);
        pass(Duration.ofMinutes(5));

        assertThat(look(watch, other)).isEmpty();
        assertThat(look(watch, failing(Subject.BALANCER, 50)))
                .as("every pod needs the balancer")
                .isPresent();
    }

    @Test
    void nodesThatStayPendingEndTheWaitWithTheFigures() {
        ObstacleWatch watch = watch(FINE);
        assertThat(look(watch, full(NodeState.ONLINE))).isEmpty();
        pass(ObstacleWatch.PENDING_LASTS);

        CloudException end = look(watch, full(NodeState.ONLINE)).orElseThrow();

        assertThat(end.code()).isEqualTo(ErrorCode.EXHAUSTED);
        assertThat(end.text())
                .isEqualTo(
                        "1 of 3 nodes of light are online; 2 pending: host full: needs 0.8 CPU; 0.3 of 3.0 left. They start when there is room");
    }

    @Test
    void pendingNodesAreWaitedForWhileOthersComeAndGo() {
        ObstacleWatch watch = watch(FINE);
        for (NodeState moving : List.of(NodeState.STARTING, NodeState.DRAINING)) {
            look(watch, full(moving));
            pass(Duration.ofMinutes(1));
            assertThat(look(watch, full(moving))).as(moving.name()).isEmpty();
        }
    }

    @Test
    void aPendingSpareIsNoReasonToEndTheWait() {
        ObstacleWatch watch = watch(FINE);
        CloudSnapshot served = full(NodeState.ONLINE, NodeState.ONLINE, NodeState.ONLINE);
        look(watch, served);
        pass(Duration.ofMinutes(1));

        assertThat(look(watch, served)).isEmpty();
    }

    @Test
    void anEngineThatStaysAwayEndsTheWaitAndOneThatRestartsDoesNot() {
        ObstacleWatch watch = watch(FINE);
        CloudSnapshot away = FINE.withUnreachableEngine("no route");
        look(watch, away);
        pass(Duration.ofSeconds(20));
        assertThat(look(watch, away)).isEmpty();
        look(watch, FINE);
        look(watch, away);
        pass(Duration.ofSeconds(20));
        assertThat(look(watch, away)).as("gone twice, each time briefly").isEmpty();
        pass(Duration.ofSeconds(10));

        CloudException end = look(watch, away).orElseThrow();

        assertThat(end.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(end.text()).contains("no route");
    }
}
