package dev.elasticcloud.manager.engine;

import static dev.elasticcloud.manager.Observed.NOW;
import static dev.elasticcloud.manager.Observed.ready;
import static dev.elasticcloud.manager.Specs.LIGHT;
import static dev.elasticcloud.manager.Specs.cloud;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.Conditions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConvergenceTest {

    private static final PodSpec POD = pod("light", 1);
    private static final PodSpec OTHER = pod("heavy", 0);
    private static final PodName HEAVY = OTHER.name();
    private static final NodeName NODE = NodeName.of("light-1");
    private static final Observation AS_WANTED = ready(POD, OTHER).serving(POD, "light-1").see();

    private final Convergence convergence = new Convergence();

    private static CloudView view(Observation seen, Map<Subject, Action> underWay) {
        return CloudView.of(
                cloud(POD, OTHER).withGeneration(7),
                seen,
                underWay,
                Map.of(),
                Conditions.NONE,
                NOW);
    }

    private long reached(CloudView view, Plan plan, List<Problem> problems) {
        convergence.follow(view, plan, problems, NOW);
        return convergence.generation(LIGHT);
    }

    @Test
    void aConvergedPodHasReachedTheSpecsGeneration() {
        assertThat(convergence.generation(LIGHT)).isZero();
        assertThat(reached(view(AS_WANTED, Map.of()), Plan.EMPTY, List.of())).isEqualTo(7);
    }

    @Test
    void aPodHasNotConvergedWhileANodeIsMissing() {
        Observation none = ready(POD, OTHER).see();

        assertThat(reached(view(none, Map.of()), Plan.EMPTY, List.of())).isZero();
        assertThat(convergence.generation(HEAVY)).as("heavy wants no node").isEqualTo(7);
    }

    @Test
    void aPodHasNotConvergedWhileStepsAreLeftForIt() {
        Plan plan =
                new Plan(List.of(new Plan.Step(new Action.SetSlots(LIGHT, NODE, 2), "changed")));

        assertThat(reached(view(AS_WANTED, Map.of()), plan, List.of())).isZero();
        assertThat(convergence.generation(HEAVY)).isEqualTo(7);
    }

    @Test
    void aPodHasNotConvergedWhileWorkIsUnderWayForItOrTheBalancer() {
        Map<Subject, Action> onNode = Map.of(new Subject.Node(NODE), new Action.Probe(LIGHT, NODE));
        Map<Subject, Action> onBalancer = Map.of(Subject.BALANCER, new Action.ConfigureBalancer());

        assertThat(reached(view(AS_WANTED, onNode), Plan.EMPTY, List.of())).isZero();
        assertThat(reached(view(AS_WANTED, onBalancer), Plan.EMPTY, List.of())).isZero();
    }

    static Stream<Subject> subjectsThatHoldLightBack() {
        return Stream.of(
                Subject.BALANCER,
                new Subject.Image(LIGHT),
                new Subject.Network(LIGHT),
                new Subject.Starts(LIGHT),
                new Subject.Node(NODE));
    }

    @ParameterizedTest
    @MethodSource("subjectsThatHoldLightBack")
    void aPodHasNotConvergedWhileSomethingOfItBacksOff(Subject subject) {
        assertThat(reached(view(AS_WANTED, Map.of()), Plan.EMPTY, List.of(until(subject, 1))))
                .isZero();
        assertThat(reached(view(AS_WANTED, Map.of()), Plan.EMPTY, List.of(until(subject, -1))))
                .as("the retry is due, and there is nothing to do")
                .isEqualTo(7);
    }

    static Stream<Subject> subjectsThatDoNot() {
        return Stream.of(
                Subject.STORE,
                new Subject.Host("local"),
                new Subject.Other("moon"),
                new Subject.Image(HEAVY),
                new Subject.Starts(HEAVY),
                new Subject.Node(NodeName.of("light-9")));
    }

    @ParameterizedTest
    @MethodSource("subjectsThatDoNot")
    void otherProblemsDoNotHoldAPodBack(Subject subject) {
        assertThat(reached(view(AS_WANTED, Map.of()), Plan.EMPTY, List.of(until(subject, 1))))
                .isEqualTo(7);
    }

    @Test
    void nothingIsConcludedWhileTheEngineDoesNotAnswer() {
        Observation away = AS_WANTED.withEngine(AS_WANTED.engine().unreachable("refused"));

        assertThat(reached(view(away, Map.of()), Plan.EMPTY, List.of())).isZero();
    }

    @Test
    void aReachedGenerationIsKeptAsLongAsItsPod() {
        reached(view(AS_WANTED, Map.of()), Plan.EMPTY, List.of());
        assertThat(reached(view(ready(POD, OTHER).see(), Map.of()), Plan.EMPTY, List.of()))
                .as("a node that died does not undo a command")
                .isEqualTo(7);

        convergence.follow(CloudView.of(cloud(OTHER), AS_WANTED, NOW), Plan.EMPTY, List.of(), NOW);
        assertThat(convergence.generation(LIGHT)).isZero();
    }

    private static Problem until(Subject subject, int seconds) {
        return new Problem(subject, "no", 1, NOW.plusSeconds(seconds));
    }
}
