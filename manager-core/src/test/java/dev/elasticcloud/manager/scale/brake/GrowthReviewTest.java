package dev.elasticcloud.manager.scale.brake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.observed.HostSignals;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.record.Decision.Brake;
import dev.elasticcloud.manager.model.record.Decision.Brake.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// The review of the last growth, on counts without noise: a pod whose jobs end at a given rate.
class GrowthReviewTest {

    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    private BrakeMemory memory = BrakeMemory.NOTHING;
    private int second;
    private double completions;

    /// Runs some seconds with some nodes while jobs wait; returns the last second's result of
    /// wanting twice as many.
    private HostBrakes.Result serve(int seconds, int nodes, double rate, int queued) {
        HostBrakes.Result result = new HostBrakes.Result(0, List.of(), memory);
        for (int i = 0; i < seconds; i++) {
            second++;
            completions += rate;
            Signals signals =
                    new Signals(
                            START.plusSeconds(second),
                            nodes,
                            0,
                            nodes * 4,
                            queued,
                            rate,
                            Duration.ofSeconds(2),
                            List.of());
            HostSignals host =
                    new HostSignals(
                            100, "", 0, 8, 4, false, 0, 0, 0, OptionalDouble.of(completions));
            result =
                    HostBrakes.apply(
                            new HostBrakes.Request(signals, host, nodes, nodes * 2, 1, 1), memory);
            memory = result.memory();
        }
        return result;
    }

    private static boolean held(HostBrakes.Result result) {
        return result.brakes().stream().map(Brake::kind).anyMatch(k -> k == Kind.NO_HELP);
    }

    @Test
    void growthThatRaisedTheRateGoesOn() {
        serve(20, 4, 40, 50);

        assertThat(held(serve(20, 8, 80, 50))).isFalse();
        assertThat(held(serve(20, 16, 160, 50))).isFalse();
    }

    @Test
    void growthThatRaisedNothingIsTakenBackAndNotRepeated() {
        serve(20, 4, 40, 50);

        HostBrakes.Result result = serve(20, 8, 40, 50);

        assertThat(result.wanted()).isEqualTo(4);
        assertThat(result.brakes())
                .containsExactly(
                        new Brake(
                                Kind.NO_HELP,
                                4,
                                "4 to 8 nodes left the rate at 40 jobs/s; taken back and not"
                                        + " repeated for 30 s"));
    }

    @Test
    void growthThatRaisedALittleIsKeptAndNotRepeated() {
        serve(60, 4, 40, 50);

        HostBrakes.Result result = serve(20, 8, 44, 50);

        assertThat(result.wanted()).isEqualTo(8);
        assertThat(result.brakes().getFirst().because())
                .isEqualTo(
                        "4 to 8 nodes raised the rate only from 40 to 44 jobs/s; not repeated for"
                                + " 30 s");
    }

    @Test
    void growthThatLoweredTheRateIsTakenBack() {
        serve(20, 4, 40, 50);

        HostBrakes.Result result = serve(10, 6, 30, 50);

        assertThat(result.wanted()).isEqualTo(4);
        assertThat(result.brakes().getFirst().because())
                .startsWith("4 to 6 nodes lowered the rate from 40 to 30 jobs/s; taken back");
    }

    @Test
    void fewJobsGiveNoVerdict() {
        serve(20, 4, 0.4, 50);

        assertThat(held(serve(20, 8, 0.4, 50))).isFalse();
    }

    @Test
    void withoutAQueueThereIsNothingToCompare() {
        serve(20, 4, 40, 0);

        assertThat(held(serve(20, 8, 40, 0))).isFalse();
    }

    @Test
    void thePauseGrowsWithEachGrowthThatRaisedNothing() {
        serve(20, 4, 40, 50);
        assertThat(serve(10, 8, 40, 50).brakes().getFirst().because()).endsWith("for 30 s");
        assertThat(held(serve(31, 4, 40, 50))).isFalse();

        assertThat(serve(10, 8, 40, 50).brakes().getFirst().because()).endsWith("for 60 s");
        assertThat(held(serve(61, 4, 40, 50))).isFalse();

        assertThat(serve(10, 8, 40, 50).brakes().getFirst().because()).endsWith("for 120 s");
    }

    @Test
    void aChangedRateEndsThePause() {
        serve(20, 4, 40, 50);
        assertThat(held(serve(10, 8, 40, 50))).isTrue();
        assertThat(held(serve(10, 4, 40, 50))).isTrue();

        assertThat(held(serve(15, 4, 120, 50))).isFalse();
    }

    @Test
    void aQueueThatIsGoneEndsThePause() {
        serve(20, 4, 40, 50);
        assertThat(held(serve(10, 8, 40, 50))).isTrue();

        serve(11, 4, 10, 0);

        assertThat(held(serve(1, 4, 40, 50))).isFalse();
    }

    @Test
    void nodesTakenAwayByOthersEndThePause() {
        serve(20, 4, 40, 50);
        assertThat(held(serve(10, 8, 40, 50))).isTrue();

        assertThat(held(serve(1, 3, 30, 50))).isFalse();
    }

    @Test
    void jobsThatBeganBeforeTheGrowthAreNotCountedAgainstIt() {
        serve(40, 4, 4, 50);

        // jobs take 4 s, so the rate stays as before for that long after the growth
        assertThat(held(serve(4, 12, 4, 50))).isFalse();
        assertThat(held(serve(30, 12, 12, 50))).isFalse();
    }
}
