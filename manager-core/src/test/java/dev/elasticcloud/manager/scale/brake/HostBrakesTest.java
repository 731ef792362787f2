package dev.elasticcloud.manager.scale.brake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.observed.HostSignals;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.record.Decision.Brake.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostBrakesTest {

    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
    private static final HostSignals FREE = host(100, "", 0, false, 0, 0, 0, 0);

    private BrakeMemory memory = BrakeMemory.NOTHING;

    private static HostSignals host(
            int room,
            String lack,
            int spares,
            boolean saturated,
            int throttled,
            int starved,
            int waiting,
            double completions) {
        return new HostSignals(
                room,
                lack,
                spares,
                2,
                saturated ? 0 : 1,
                saturated,
                throttled,
                starved,
                waiting,
                OptionalDouble.of(completions));
    }

    private static Signals signals(double second, int online, int queued, double arrivalRate) {
        return new Signals(
                START.plusMillis((long) (second * 1000)),
                online,
                0,
                online * 4,
                queued,
                arrivalRate,
                Duration.ofMillis(2100),
                List.of());
    }

    private HostBrakes.Result apply(Signals signals, HostSignals host, int wanted, int floor) {
        HostBrakes.Result result =
                HostBrakes.apply(
                        new HostBrakes.Request(signals, host, signals.online(), wanted, floor, 1),
                        memory);
        memory = result.memory();
        return result;
    }

    @ParameterizedTest
    @CsvSource({
        // room, wanted, floor, then the count that is allowed
        "0, 8, 1, 6",
        "1, 8, 1, 7",
        "2, 8, 1, 8",
        "0, 6, 1, 6",
        "0, 4, 1, 4",
        "0, 8, 8, 6",
    })
    void growthStopsWhereNoHostHasRoom(int room, int wanted, int floor, int allowed) {
        HostBrakes.Result result =
                apply(
                        signals(0, 6, 9, 1),
                        host(room, "needs 0.8 CPU; 0.3 of 3.0 left", 0, false, 0, 0, 0, 0),
                        wanted,
                        floor);

        assertThat(result.wanted()).isEqualTo(allowed);
        assertThat(result.brakes()).hasSize(allowed < wanted ? 1 : 0);
    }

    @Test
    void aFullHostSaysWhatIsLacking() {
        String lack = "needs 0.8 CPU; 0.3 of 3.0 left: light holds 1.2, medium 1.5";

        HostBrakes.Result result =
                apply(signals(0, 6, 9, 1), host(0, lack, 0, false, 0, 0, 0, 0), 8, 1);

        assertThat(result.brakes())
                .singleElement()
                .satisfies(
                        brake -> {
                            assertThat(brake.kind()).isEqualTo(Kind.HOST_FULL);
                            assertThat(brake.allowed()).isEqualTo(6);
                            assertThat(brake.because()).isEqualTo("host full: " + lack);
                        });
    }

    @ParameterizedTest
    @CsvSource({
        // saturated, throttled, starved, waiting, spares, floor, then the count that is allowed
        "true, 1, 5, 0, 0, 1, 6",
        "true, 1, 5, 0, 2, 1, 6",
        "true, 1, 5, 0, 0, 7, 7",
        "true, 4, 2, 0, 0, 1, 9",
        "true, 0, 2, 4, 0, 1, 9",
        "true, 0, 0, 0, 0, 1, 9",
        "false, 1, 5, 0, 0, 1, 9",
    })
    void growthStopsOnASaturatedHostWhereNodesAreStarved(
            boolean saturated,
            int throttled,
            int starved,
            int waiting,
            int spares,
            int floor,
            int allowed) {
        HostBrakes.Result result =
                apply(
                        signals(0, 6, 9, 1),
                        host(100, "", spares, saturated, throttled, starved, waiting, 0),
                        9,
                        floor);

        assertThat(result.wanted()).isEqualTo(allowed);
        assertThat(result.brakes())
                .allSatisfy(
                        brake -> {
                            assertThat(brake.kind()).isEqualTo(Kind.SATURATED);
                            assertThat(brake.because())
                                    .isEqualTo(
                                            "the host's 2 cores are in full use and 5 of 6 nodes"
                                                    + " are starved");
                        });
    }

    @Test
    void aGapInTheUseOfAFullHostDoesNotLetTheCountGrow() {
        apply(signals(0, 6, 9, 1), host(100, "", 0, true, 0, 5, 0, 0), 9, 1);

        assertThat(apply(signals(1, 6, 9, 1), FREE, 9, 1).wanted()).isEqualTo(6);
        assertThat(apply(signals(3, 6, 9, 1), FREE, 9, 1).wanted()).isEqualTo(6);
        assertThat(apply(signals(5, 6, 9, 1), FREE, 9, 1).wanted()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({
        // queued, jobs completed a second, arriving, spares, floor, then the count that is allowed
        "12, 9, 0, 0, 1, 6",
        "12, 9, 0, 2, 1, 8",
        "12, 9, 0, 0, 7, 7",
        "12, 9, 5, 0, 1, 9",
        "12, 9, 9, 0, 1, 9",
        "12, 9, 20, 0, 1, 9",
        "30, 9, 0, 0, 1, 9",
        "12, 0, 0, 0, 1, 9",
        "0, 9, 0, 0, 1, 9",
    })
    void aNodeIsNotStartedForAQueueThatWillHaveDrained(
            int queued, double rate, double arriving, int spares, int floor, int allowed) {
        for (int second = 0; second < 5; second++) {
            HostSignals host = host(100, "", spares, false, 0, 0, 0, second * rate);
            apply(signals(second, 6, queued, arriving), host, 6, 1);
        }

        HostBrakes.Result result =
                apply(
                        signals(5, 6, queued, arriving),
                        host(100, "", spares, false, 0, 0, 0, 5 * rate),
                        9,
                        floor);

        assertThat(result.wanted()).isEqualTo(allowed);
        assertThat(result.brakes()).allMatch(brake -> brake.kind() == Kind.TOO_LATE);
    }

    @Test
    void aQueueThatDrainsSaysHowFast() {
        for (int second = 0; second < 5; second++) {
            apply(signals(second, 6, 12, 0), host(100, "", 0, false, 0, 0, 0, second * 9), 6, 1);
        }

        HostBrakes.Result result =
                apply(signals(5, 6, 12, 0), host(100, "", 0, false, 0, 0, 0, 45), 9, 1);

        assertThat(result.brakes().getFirst().because())
                .isEqualTo("the queue of 12 drains in 1.3 s at 9 jobs/s; a node takes 2.1 s");
    }

    @Test
    void anUnknownRateHoldsNothingBack() {
        HostSignals blind =
                new HostSignals(100, "", 0, 2, 1, false, 0, 0, 0, OptionalDouble.empty());
        for (int second = 0; second < 10; second++) {
            assertThat(apply(signals(second, 6, 12, 0), blind, 9, 1).wanted()).isEqualTo(9);
        }
        memory = BrakeMemory.NOTHING;

        assertThat(apply(signals(20, 6, 12, 0), FREE, 9, 1).wanted()).isEqualTo(9);
    }

    @Test
    void aResetCounterGivesNoRate() {
        for (int second = 0; second < 4; second++) {
            apply(signals(second, 6, 12, 0), host(100, "", 0, false, 0, 0, 0, 1000), 6, 1);
        }

        assertThat(apply(signals(4, 6, 12, 0), FREE, 9, 1).brakes()).isEmpty();
    }

    @Test
    void onlyTheBrakesThatHoldTheCountWhereItIsAreNamed() {
        HostBrakes.Result result =
                apply(signals(0, 6, 9, 1), host(1, "", 0, true, 0, 5, 0, 0), 9, 1);

        assertThat(result.wanted()).isEqualTo(6);
        assertThat(result.brakes()).extracting(b -> b.kind()).containsExactly(Kind.SATURATED);
    }

    @Test
    void whatIsRememberedIsBounded() {
        for (int second = 0; second < 1000; second++) {
            for (int part = 0; part < 4; part++) {
                apply(signals(second + part / 4.0, 6, 12, 0), FREE, 6, 1);
            }
        }

        assertThat(memory.history().samples()).hasSize(120);
    }
}
