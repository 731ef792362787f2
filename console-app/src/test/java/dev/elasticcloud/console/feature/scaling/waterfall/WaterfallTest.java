package dev.elasticcloud.console.feature.scaling.waterfall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.console.feature.scaling.waterfall.Waterfall.Bar;
import dev.elasticcloud.console.feature.scaling.waterfall.Waterfall.Part;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Reaction;
import dev.elasticcloud.manager.model.record.Reaction.Course;
import dev.elasticcloud.manager.model.record.Reaction.Milestone;
import dev.elasticcloud.manager.model.record.Reaction.Step;
import dev.elasticcloud.manager.model.record.Reaction.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaterfallTest {

    private static final Decision DECISION =
            new FakeCloud(SampleClouds.busy()).decisions(SampleClouds.LIGHT, 1).getFirst();

    private static Course course(String node, Way way, Step... steps) {
        return new Course(NodeName.of(node), way, List.of(steps));
    }

    private static Step step(Milestone milestone, int millis) {
        return new Step(milestone, Duration.ofMillis(millis));
    }

    private static Decision with(int waited, Course... courses) {
        return DECISION.withReaction(new Reaction(Duration.ofMillis(waited), List.of(courses)));
    }

    private static final Course WARM =
            course(
                    "light-6",
                    Way.WARM,
                    step(Milestone.BEGUN, 4),
                    step(Milestone.UNFROZEN, 20),
                    step(Milestone.ROUTED, 25),
                    step(Milestone.ANSWERED, 36));

    private static final Course COLD =
            course(
                    "light-2",
                    Way.COLD,
                    step(Milestone.BEGUN, 2),
                    step(Milestone.CREATED, 60),
                    step(Milestone.STARTED, 280));

    @Test
    void warmIsAboveColdAndEachBarBeginsWhereTheOneBeforeEnds() {
        Waterfall waterfall = Waterfall.of(with(62, COLD, WARM));

        assertThat(waterfall.parts()).extracting(Part::way).containsExactly(Way.WARM, Way.COLD);
        Part warm = waterfall.parts().getFirst();
        assertThat(warm.total()).isEqualTo("98 ms");
        assertThat(warm.end()).isEqualTo(100);
        assertThat(warm.bars())
                .extracting(Bar::name, Bar::from, Bar::to)
                .containsExactly(
                        tuple("decided", 0.0, 62.0),
                        tuple("unfrozen", 62.0, 82.0),
                        tuple("routed", 82.0, 87.0),
                        tuple("answered", 87.0, 98.0),
                        tuple("bare engine", 66.0, 82.0));
        assertThat(warm.spoken()).startsWith("warm: light-6, a spare, 98 ms: decided 62 ms");
    }

    @Test
    void aStepThatWasNotReachedHasNoBar() {
        Part cold = Waterfall.of(with(62, COLD)).parts().getFirst();

        assertThat(cold.bars())
                .extracting(Bar::name)
                .containsExactly("decided", "created", "started", "bare engine");
    }

    @Test
    void withoutAWaitingJobTheAxisBeginsWithTheDecision() {
        Decision decision = DECISION.withReaction(new Reaction(null, List.of(WARM)));
        Waterfall waterfall = Waterfall.of(decision);

        assertThat(waterfall.begin()).contains("no job waited");
        assertThat(waterfall.parts().getFirst().bars().getFirst())
                .isEqualTo(new Bar("unfrozen", "unfrozen", 0, 20));
    }

    @Test
    void ofSeveralNodesTheOneThatGotFurthestIsShown() {
        Course late = course("light-7", Way.WARM, step(Milestone.UNFROZEN, 5));
        Part part = Waterfall.of(with(1, late, WARM)).parts().getFirst();

        assertThat(part.title()).isEqualTo("warm: light-6, a spare, first of 2");
    }

    @Test
    void aDecisionWithoutStepsHasNoWaterfall() {
        Waterfall without = Waterfall.of(DECISION);
        assertThat(without.parts()).isEmpty();
        assertThat(without.begin()).contains("added no nodes");
        assertThat(Waterfall.of(null)).isEqualTo(Waterfall.NONE);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "98, 100", "101, 200", "450, 500", "888, 1000", "790, 800"})
    void theAxisEndsAtARoundNumber(double millis, double end) {
        assertThat(Waterfall.axisEnd(millis)).isEqualTo(end);
    }

    @Test
    void theLatestThirtyReactionsAreSummarised() {
        List<Decision> decisions = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            decisions.add(with(0, course("light-6", Way.WARM, step(Milestone.ANSWERED, 10 * i))));
        }
        decisions.add(with(0, COLD));

        assertThat(ReactionSummary.of(decisions).lines())
                .as("a node that has not answered does not count")
                .containsExactly("Warm, the last 30: p50 150 ms, p95 290 ms");
    }
}
