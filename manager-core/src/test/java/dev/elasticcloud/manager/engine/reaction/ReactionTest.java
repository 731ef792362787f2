package dev.elasticcloud.manager.engine.reaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.elasticcloud.manager.Clouds;
import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.Simulation;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Hold;
import dev.elasticcloud.manager.model.record.Reaction;
import dev.elasticcloud.manager.model.record.Reaction.Course;
import dev.elasticcloud.manager.model.record.Reaction.Milestone;
import dev.elasticcloud.manager.model.record.Reaction.Step;
import dev.elasticcloud.manager.model.record.Reaction.Way;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.simulation.SimulatedTimings;
import dev.elasticcloud.manager.spi.Awaiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A whole manager records the steps of the nodes that a burst made it add.
@Timeout(120)
class ReactionTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path data;

    private final HostedCloud cloud =
            Clouds.simulated(
                    new SimulatedTimings(
                            Duration.ZERO,
                            Duration.ofMillis(20),
                            Duration.ofMillis(30),
                            Duration.ofMillis(100)));

    @AfterEach
    void close() {
        cloud.close();
    }

    private Reaction reactionToABurst(int spares) {
        return reactionToABurst(cloud, spares);
    }

    /// Sends more jobs than the pod may have nodes for.
    private static Reaction reactionToABurst(HostedCloud cloud, int spares) {
        cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 1))), SOON);
        cloud.await(cloud.submit(new Command.SetSpares(LIGHT, spares)), SOON);
        cloud.await(s -> s.pod(LIGHT).orElseThrow().count(NodeState.SPARE) == spares, SOON);
        cloud.await(cloud.submit(new Command.EnableElasticity(LIGHT, 1, 2)), SOON);
        for (int job = 0; job < 40; job++) {
            cloud.submit(new JobRequest(LIGHT, Map.of()));
        }
        Awaiting.until(
                "the added node has answered and that is stored",
                () -> answered(cloud.scalings(LIGHT, 9)));
        return cloud.scalings(LIGHT, 9).stream()
                .filter(d -> d.verdict() == Decision.Verdict.SCALE_UP)
                .map(d -> Objects.requireNonNull(d.reaction()))
                .reduce((newer, older) -> older)
                .orElseThrow();
    }

    private static boolean answered(List<Decision> scalings) {
        return scalings.stream()
                .map(Decision::reaction)
                .filter(Objects::nonNull)
                .flatMap(reaction -> reaction.nodes().stream())
                .anyMatch(course -> course.after(Milestone.ANSWERED).isPresent());
    }

    private static List<Milestone> milestones(Course course) {
        return course.steps().stream()
                .map(Step::milestone)
                .filter(step -> step != Milestone.SENT)
                .toList();
    }

    @Test
    void aBurstThatASpareServes() {
        Reaction reaction = reactionToABurst(1);

        assertThat(reaction.waited()).isNotNull().isGreaterThan(Duration.ZERO);
        assertThat(reaction.nodes()).hasSize(1);
        Course course = reaction.nodes().getFirst();
        assertThat(course.way()).isEqualTo(Way.WARM);
        assertThat(milestones(course))
                .containsExactly(
                        Milestone.BEGUN, Milestone.UNFROZEN, Milestone.ROUTED, Milestone.ANSWERED);
        assertThat(course.steps()).extracting(Step::after).isSorted();
    }

    @Test
    void aBurstThatANewContainerServes() {
        Reaction reaction = reactionToABurst(0);

        Course course = reaction.nodes().getFirst();
        assertThat(course.way()).isEqualTo(Way.COLD);
        assertThat(milestones(course))
                .containsExactly(
                        Milestone.BEGUN,
                        Milestone.CREATED,
                        Milestone.STARTED,
                        Milestone.HEALTHY,
                        Milestone.ROUTED,
                        Milestone.ANSWERED);
        assertThat(course.after(Milestone.HEALTHY).orElseThrow())
                .isGreaterThan(Duration.ofMillis(20));
    }

    @Test
    void theStepsAreTheSameOverTheApi() {
        reactionToABurst(1);

        try (Serving serving = Clouds.served(cloud, data);
                CloudManager remote = Managers.ask(Managers.endpoint(data, "test").orElseThrow())) {
            assertThat(serving.url()).isNotNull();
            Awaiting.until(
                    "both tell the same",
                    () -> remote.scalings(LIGHT, 9).equals(cloud.scalings(LIGHT, 9)));
        }
    }

    @Test
    void aNewManagerKeepsTheStepsAndHoldsOfTheOneBefore() {
        Path home = Path.of(System.getProperty("elasticcloud.home"));
        ManagerConfig config = new ManagerConfig("kept", home, data, 0);
        Simulation kept = new Simulation(Simulation.Pace.LIFELIKE, true);
        List<Decision> before;
        List<Hold> held;
        try (HostedCloud first = Managers.simulated(config, kept)) {
            reactionToABurst(first, 1);
            Awaiting.until(
                    "max has held the count, and that is stored",
                    () ->
                            first.decisions(LIGHT, 99).stream()
                                    .flatMap(decision -> Hold.of(decision).stream())
                                    .anyMatch(hold -> hold.cause() == Hold.Cause.MAX));
            before = first.scalings(LIGHT, 9);
            held = first.history(LIGHT, Duration.ofHours(1)).holds();
        }
        try (HostedCloud next = Managers.simulated(config, kept)) {
            assertThat(next.scalings(LIGHT, 9)).endsWith(before.toArray(Decision[]::new));
            assertThat(next.history(LIGHT, Duration.ofHours(1)).holds())
                    .extracting(Hold::from, Hold::cause)
                    .contains(tuple(held.getFirst().from(), held.getFirst().cause()));
        }
    }
}
