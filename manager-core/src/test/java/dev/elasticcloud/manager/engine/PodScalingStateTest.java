package dev.elasticcloud.manager.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.scale.ScaleMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PodScalingStateTest {

    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    private final PodScalingState tracker = new PodScalingState();

    private static Decision decision(int second, int nodes, int wanted, String rule) {
        Instant at = START.plusSeconds(second);
        return new Decision(
                PodName.of("light"),
                at,
                at,
                wanted > nodes ? Decision.Verdict.SCALE_UP : Decision.Verdict.HOLD,
                nodes,
                wanted,
                new Decision.Inputs(
                        nodes,
                        0,
                        1,
                        0,
                        1,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Duration.ZERO),
                List.of(new Decision.Opinion(rule, wanted, "because")),
                List.of(),
                "sentence");
    }

    private void take(Decision decision) {
        tracker.evaluated(
                decision, ScaleMemory.NOTHING, decision.at(), decision.at(), decision.nodes());
    }

    @Test
    void evaluationsThatChangeNothingForTheSameReasonAreOneDecision() {
        take(decision(0, 2, 2, "band"));
        take(decision(1, 2, 2, "band"));
        take(decision(9, 2, 2, "band"));

        assertThat(tracker.decision())
                .isNotNull()
                .satisfies(
                        d -> {
                            assertThat(d.at()).isEqualTo(START);
                            assertThat(d.until()).isEqualTo(START.plusSeconds(9));
                            assertThat(d.nodeHours()).isEqualTo(2 * 9 / 3600.0);
                        });
    }

    @Test
    void anotherLeadingRuleBeginsAnotherDecision() {
        take(decision(0, 2, 2, "band"));
        take(decision(1, 2, 2, "forecast"));

        assertThat(tracker.decision())
                .isNotNull()
                .satisfies(d -> assertThat(d.at()).isEqualTo(START.plusSeconds(1)));
    }

    @Test
    void theTimeUntilTheFirstAddedNodeServesIsRecordedWithItsDecision() {
        take(decision(0, 1, 3, "concurrency"));
        assertThat(tracker.online(1, 10, START.plusMillis(200))).isEmpty();

        assertThat(tracker.online(2, 10, START.plusMillis(700)))
                .hasValueSatisfying(
                        d -> {
                            assertThat(d.at()).isEqualTo(START);
                            assertThat(d.serving()).isEqualTo(Duration.ofMillis(700));
                        });
        assertThat(tracker.provisioning()).isEqualTo(Duration.ofMillis(700));
        assertThat(tracker.online(3, 10, START.plusMillis(900))).isEmpty();
    }

    @Test
    void nodesThatNeverCameAreNotWaitedForForever() {
        take(decision(0, 1, 3, "concurrency"));
        tracker.online(1, 10, START.plusSeconds(121));

        assertThat(tracker.online(2, 10, START.plusSeconds(122))).isEmpty();
    }

    @Test
    void whyNotMoreAndWhyNotFewerHaveAnAnswer() {
        Decision held = decision(0, 2, 2, "band");

        assertThat(held.whyNotMore()).isEqualTo("no rule wants more than 2 (band: because)");
        assertThat(held.whyNotFewer()).isEqualTo("band: because");
    }
}
