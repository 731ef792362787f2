package dev.elasticcloud.manager.plan.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;

import dev.elasticcloud.manager.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quicktheories.QuickTheory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What holds for every plan, in any state of the cloud and whatever happens to it. The stories are
/// the same in each run; `-DQT_SEED=` and `-DQT_EXAMPLES=` choose others, or more.
class PlannerPropertiesTest {

    private static final Logger LOG = LoggerFactory.getLogger(PlannerPropertiesTest.class);
    private static final long SEED = Long.getLong("QT_SEED", 1);
    private static final int EXAMPLES = Integer.getInteger("QT_EXAMPLES", 1500);
    private static final int SHRINKS = 5000;

    private static QuickTheory stories(int examples, int shrinks) {
        return qt().withFixedSeed(SEED).withExamples(examples).withShrinkCycles(shrinks);
    }

    @Test
    void whateverHappensEachPlanIsSafeAndTheSpecIsReached() {
        AtomicLong rounds = new AtomicLong();

        stories(EXAMPLES, SHRINKS)
                .forAll(Story.any())
                .checkAssert(story -> rounds.addAndGet(ModelRun.play(story, Planner::plan)));

        LOG.info("{} plans in {} stories", rounds, EXAMPLES);
        assertThat(rounds.get()).as("plans judged").isGreaterThan(10L * EXAMPLES);
    }

    @ParameterizedTest
    @EnumSource(BrokenPlanner.class)
    void aWrongPlannerIsDetected(BrokenPlanner planner) {
        assertThatThrownBy(
                        () ->
                                stories(500, 0)
                                        .forAll(Story.any())
                                        .checkAssert(story -> ModelRun.play(story, planner)))
                .as("%s", planner)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(planner.found());
    }

    @Test
    void aFailureIsShrunk() {
        List<Integer> weights = new ArrayList<>();

        assertThatThrownBy(
                        () ->
                                stories(100, 300)
                                        .forAll(Story.any())
                                        .check(story -> starts(story, weights)))
                .isInstanceOf(AssertionError.class);

        assertThat(weights.getLast()).isLessThan(weights.getFirst() * 9 / 10);
    }

    private static boolean starts(Story story, List<Integer> weightsOfFailures) {
        try {
            return ModelRun.play(story, BrokenPlanner.NEVER_STARTS) > 0;
        } catch (AssertionError e) {
            weightsOfFailures.add(story.weight());
            return false;
        }
    }
}
