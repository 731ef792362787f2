package dev.elasticcloud.console.feature.scaling.whyscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.elasticcloud.console.feature.scaling.whyscale.WhyScale.Kind;
import dev.elasticcloud.console.feature.scaling.whyscale.WhyScale.Row;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Decision.Brake;
import dev.elasticcloud.manager.model.record.Decision.Opinion;
import dev.elasticcloud.manager.model.record.Decision.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class WhyScaleTest {

    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");

    private static Decision decision(
            Verdict verdict, int nodes, int wanted, List<Opinion> opinions, Brake... brakes) {
        return new Decision(
                        PodName.of("heavy"),
                        NOW,
                        NOW,
                        verdict,
                        nodes,
                        wanted,
                        new Decision.Inputs(
                                nodes,
                                0,
                                3,
                                4,
                                1,
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                Duration.ZERO),
                        opinions,
                        List.of(),
                        "")
                .withBrakes(List.of(brakes));
    }

    @Test
    void brakesPullTheHighestWishToTheResultOneAfterTheOther() {
        Decision decision =
                decision(
                        Verdict.SCALE_UP,
                        3,
                        6,
                        List.of(
                                new Opinion("band", 5, "3 × 86 / 52"),
                                new Opinion("concurrency", 10, "(3 + 4) / 0.7")),
                        new Brake(Brake.Kind.RATE, 6, "+4 in 15 s"),
                        new Brake(Brake.Kind.HOST_FULL, 7, "3.5 CPU free"));

        WhyScale scale = WhyScale.of(decision, "1 warm");

        assertThat(scale.rows())
                .extracting(Row::kind, Row::name, Row::from, Row::to)
                .containsExactly(
                        tuple(Kind.RULE, "band", 5, 5),
                        tuple(Kind.LEADING, "concurrency", 10, 10),
                        tuple(Kind.BRAKE, "host full", 10, 7),
                        tuple(Kind.BRAKE, "rate", 7, 6),
                        tuple(Kind.DONE, "done", 3, 6));
        assertThat(scale.most()).isEqualTo(10);
        assertThat(scale.ticks()).hasSize(11).endsWith(10);
        assertThat(scale.rows().getLast().spoken()).isEqualTo("3 to 6 nodes, 1 warm");
    }

    @Test
    void aCooldownPullsALowerWishUp() {
        Decision decision =
                decision(
                        Verdict.HOLD,
                        6,
                        6,
                        List.of(new Opinion("concurrency", 2, "2 / 1")),
                        new Brake(Brake.Kind.COOLDOWN, 6, "10 s"));

        Row brake = WhyScale.of(decision, "").rows().get(1);

        assertThat(brake.from()).isEqualTo(2);
        assertThat(brake.to()).isEqualTo(6);
        assertThat(brake.style()).isEqualTo("cooldown");
    }

    @Test
    void aToleranceIsAnArrowFromTheStrictWish() {
        Decision decision =
                decision(Verdict.HOLD, 3, 3, List.of(new Opinion("target", 3, "73 of 70 %", 4)));

        assertThat(WhyScale.of(decision, "").rows())
                .extracting(Row::name, Row::from, Row::to)
                .contains(tuple("within tolerance", 4, 3));
    }

    @Test
    void aLongAxisNamesOnlyRoundCounts() {
        Decision decision =
                decision(Verdict.SCALE_UP, 10, 87, List.of(new Opinion("target", 87, "many")));

        assertThat(WhyScale.of(decision, "").ticks())
                .containsExactly(0, 10, 20, 30, 40, 50, 60, 70, 80);
    }

    @Test
    void aDecisionWithoutOpinionsHasItsResult() {
        assertThat(WhyScale.of(decision(Verdict.HOLD, 0, 0, List.of()), "stays").rows())
                .extracting(Row::kind)
                .containsExactly(Kind.DONE);
    }
}
