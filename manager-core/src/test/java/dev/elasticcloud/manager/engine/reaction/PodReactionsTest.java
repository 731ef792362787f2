package dev.elasticcloud.manager.engine.reaction;

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
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.NodeContainer.State;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Reaction;
import dev.elasticcloud.manager.model.record.Reaction.Course;
import dev.elasticcloud.manager.model.record.Reaction.Milestone;
import dev.elasticcloud.manager.model.record.Reaction.Step;
import dev.elasticcloud.manager.model.record.Reaction.Way;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PodReactionsTest {

    private static final PodSpec POD = pod("light", 3);
    private static final NodeName TWO = NodeName.of("light-2");
    private static final NodeName THREE = NodeName.of("light-3");

    private Instant now = NOW;
    private final StepLog log = new StepLog(ManagerClock.following(() -> now));
    private final PodReactions reactions = new PodReactions();
    private Decision stored = decision(1, 1);

    private void at(int millis) {
        now = NOW.plusMillis(millis);
    }

    private static Decision decision(int nodes, int wanted) {
        return new Decision(
                LIGHT,
                NOW,
                NOW,
                wanted > nodes ? Decision.Verdict.SCALE_UP : Decision.Verdict.HOLD,
                nodes,
                wanted,
                new Decision.Inputs(
                        nodes,
                        0,
                        4,
                        4,
                        1,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Duration.ZERO),
                List.of(),
                List.of(),
                "more");
    }

    private static PodView view(Observed seen) {
        return CloudView.of(cloud(POD), seen.see(), NOW).pod(LIGHT);
    }

    /// A round that sees this.
    private List<Decision> round(Observed seen, Map<NodeName, Instant> answers) {
        log.drainTo(pod -> reactions);
        List<Decision> due = reactions.follow(view(seen), answers, now);
        due.forEach(decision -> stored = decision);
        return due;
    }

    private List<Decision> round(Observed seen) {
        return round(seen, Map.of());
    }

    private static Observed oneServing() {
        return ready(POD).serving(POD, "light-1");
    }

    private Reaction reaction() {
        return Objects.requireNonNull(stored.reaction());
    }

    private static List<Milestone> milestones(Course course) {
        return course.steps().stream().map(Step::milestone).toList();
    }

    private void addWarm() {
        round(oneServing().spare(POD, "light-2"));
        reactions.demand(4, NOW, now);
        at(62);
        stored = reactions.decided(decision(1, 2), now);
        at(63);
        log.began(LIGHT, TWO, Way.WARM);
        at(82);
        log.reached(LIGHT, TWO, Milestone.UNFROZEN);
        at(87);
        log.reached(LIGHT, TWO, Milestone.ROUTED);
    }

    @Test
    void aSpareIsUnfrozenThenRoutedThenAnswers() {
        addWarm();
        at(90);
        round(oneServing().serving(POD, "light-2"));
        assertThat(reactions.awaited()).containsExactly(TWO);
        at(600);
        round(oneServing().serving(POD, "light-2"), Map.of(TWO, NOW.plusMillis(98)));

        assertThat(reaction().waited()).isEqualTo(Duration.ofMillis(62));
        Course course = reaction().nodes().getFirst();
        assertThat(course.way()).isEqualTo(Way.WARM);
        assertThat(course.steps())
                .extracting(Step::milestone, s -> s.after().toMillis())
                .containsExactly(
                        tuple(Milestone.BEGUN, 1L),
                        tuple(Milestone.UNFROZEN, 20L),
                        tuple(Milestone.ROUTED, 25L),
                        tuple(Milestone.ANSWERED, 36L));
        assertThat(reaction().total(course)).contains(Duration.ofMillis(98));
        assertThat(reactions.awaited()).isEmpty();
    }

    @Test
    void aContainerIsCreatedStartedHealthyThenRouted() {
        reactions.demand(0, null, now);
        stored = reactions.decided(decision(1, 2), now);
        assertThat(reaction().waited()).isNull();
        at(5);
        log.began(LIGHT, TWO, Way.COLD);
        at(70);
        log.reached(LIGHT, TWO, Milestone.CREATED);
        at(280);
        log.reached(LIGHT, TWO, Milestone.STARTED);
        at(300);
        round(oneServing().with(container(POD, "light-2", State.RUNNING)));
        at(800);
        round(
                oneServing()
                        .with(container(POD, "light-2", State.RUNNING))
                        .with(server(POD, "light-2", Mode.DRAINING, true, 0)));
        at(806);
        log.reached(LIGHT, TWO, Milestone.ROUTED);
        at(1400);
        round(oneServing().serving(POD, "light-2"));

        assertThat(milestones(reaction().nodes().getFirst()))
                .containsExactly(
                        Milestone.BEGUN,
                        Milestone.CREATED,
                        Milestone.STARTED,
                        Milestone.HEALTHY,
                        Milestone.ROUTED);
        assertThat(reaction().nodes().getFirst().after(Milestone.HEALTHY))
                .contains(Duration.ofMillis(800));
    }

    @Test
    void aNodeThatNeverServesHasNoLaterSteps() {
        stored = reactions.decided(decision(1, 2), now);
        log.began(LIGHT, TWO, Way.COLD);
        at(70);
        log.reached(LIGHT, TWO, Milestone.CREATED);
        log.reached(LIGHT, TWO, Milestone.STARTED);
        Observed seen =
                oneServing()
                        .with(container(POD, "light-2", State.RUNNING))
                        .with(server(POD, "light-2", Mode.DRAINING, false, 0));
        for (int second = 1; second <= 121; second++) {
            at(second * 1000);
            round(seen);
        }

        assertThat(milestones(reaction().nodes().getFirst()))
                .containsExactly(Milestone.BEGUN, Milestone.CREATED, Milestone.STARTED);
        assertThat(reactions.awaited()).isEmpty();
        assertThat(round(oneServing().serving(POD, "light-2"))).isEmpty();
    }

    @Test
    void warmAndColdNodesOfOneDecisionAreBothFollowed() {
        stored = reactions.decided(decision(1, 3), now);
        log.began(LIGHT, TWO, Way.WARM);
        log.began(LIGHT, THREE, Way.COLD);
        log.began(LIGHT, NodeName.of("light-4"), Way.COLD);
        at(600);
        round(oneServing().spare(POD, "light-2"));

        assertThat(reaction().nodes())
                .as("the refill of the spare does not belong to the decision")
                .extracting(Course::node, Course::way)
                .containsExactly(tuple(TWO, Way.WARM), tuple(THREE, Way.COLD));
    }

    @Test
    void aNodeThatDiedBeforeItServedIsReplacedByTheNext() {
        stored = reactions.decided(decision(1, 2), now);
        log.began(LIGHT, TWO, Way.COLD);
        log.reached(LIGHT, TWO, Milestone.CREATED);
        at(600);
        round(oneServing());
        log.began(LIGHT, THREE, Way.COLD);
        at(1200);
        round(oneServing());

        assertThat(reaction().nodes()).extracting(Course::node).containsExactly(TWO, THREE);
    }

    @Test
    void aDrainingNodeThatGoesBackIntoRotationIsReturned() {
        round(oneServing().serving(POD, "light-2"));
        stored = reactions.decided(decision(1, 2), now);
        at(4);
        log.reached(LIGHT, TWO, Milestone.ROUTED);
        at(600);
        round(oneServing().serving(POD, "light-2"));

        Course course = reaction().nodes().getFirst();
        assertThat(course.way()).isEqualTo(Way.RETURNED);
        assertThat(milestones(course)).containsExactly(Milestone.ROUTED);
    }

    @Test
    void aRequestThatTheBalancerSentCountsWhenNoJobOfTheManagerCame() {
        addWarm();
        round(oneServing().serving(POD, "light-2"));
        at(500);
        var before = server(POD, "light-2", Mode.READY, true, 1);
        var sent =
                new BalancerServer(
                        before.pod(),
                        before.node(),
                        before.address(),
                        before.mode(),
                        true,
                        before.slots(),
                        1,
                        7);
        at(1200);
        round(oneServing().serving(POD, "light-2").with(sent));

        assertThat(reaction().nodes().getFirst().after(Milestone.SENT))
                .contains(Duration.ofMillis(1138));
        assertThat(reaction().nodes().getFirst().after(Milestone.ANSWERED)).isEmpty();
    }

    @Test
    void aShrinkingPodEndsWhatIsFollowed() {
        addWarm();
        round(oneServing().spare(POD, "light-2"));
        reactions.shrunk(now);
        at(700);
        round(oneServing());

        assertThat(reactions.awaited()).isEmpty();
        assertThat(milestones(reaction().nodes().getFirst())).contains(Milestone.UNFROZEN);
    }

    @Test
    void theTimeToServeIsPartOfTheSameRecord() {
        addWarm();
        round(oneServing().serving(POD, "light-2"));

        assertThat(reactions.served(NOW, Duration.ofMillis(30)))
                .hasValueSatisfying(
                        d -> {
                            assertThat(d.serving()).isEqualTo(Duration.ofMillis(30));
                            assertThat(d.reaction()).isNotNull();
                        });
        assertThat(reactions.served(NOW.plusSeconds(1), Duration.ZERO)).isEmpty();
    }

    @Test
    void theQueueIsSeenSinceItsFirstJobOrSinceItWasFirstSeen() {
        reactions.demand(3, null, now);
        at(40);
        reactions.demand(5, null, now);
        at(50);
        assertThat(reactions.decided(decision(1, 2), now).reaction())
                .isEqualTo(new Reaction(Duration.ofMillis(50), List.of()));
        reactions.demand(0, null, now);
        assertThat(reactions.decided(decision(2, 3), now).reaction())
                .isEqualTo(new Reaction(null, List.of()));
    }
}
