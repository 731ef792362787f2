package dev.elasticcloud.manager.model.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision.Brake;
import dev.elasticcloud.manager.model.record.Decision.Opinion;
import dev.elasticcloud.manager.model.record.Hold.Cause;
import dev.elasticcloud.manager.model.record.Hold.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HoldTest {

    private static final PodName POD = PodName.of("light");
    private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

    private static Decision decision(
            int from, int until, int nodes, int wanted, List<Opinion> opinions, Brake... brakes) {
        return new Decision(
                        POD,
                        START.plusSeconds(from),
                        START.plusSeconds(until),
                        nodes == wanted
                                ? Decision.Verdict.HOLD
                                : wanted > nodes
                                        ? Decision.Verdict.SCALE_UP
                                        : Decision.Verdict.SCALE_DOWN,
                        nodes,
                        wanted,
                        new Decision.Inputs(
                                nodes,
                                0,
                                0,
                                0,
                                0,
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                Duration.ZERO),
                        opinions,
                        List.of(),
                        "")
                .withBrakes(List.of(brakes));
    }

    private static List<Opinion> wants(int count) {
        return List.of(new Opinion("band", 2, "b"), new Opinion("concurrency", count, "c"));
    }

    private static Brake brake(Brake.Kind kind, int allowed) {
        return new Brake(kind, allowed, kind + " allows " + allowed);
    }

    @Test
    void aRuleThatWantsMoreThanAllowedIsHeldByTheStrongestBrake() {
        Decision decision =
                decision(
                        0,
                        4,
                        3,
                        6,
                        wants(10),
                        brake(Brake.Kind.HOST_FULL, 7),
                        brake(Brake.Kind.RATE, 6));

        assertThat(Hold.of(decision))
                .contains(
                        new Hold(
                                POD,
                                START,
                                START.plusSeconds(4),
                                Direction.MORE,
                                Cause.RATE,
                                10,
                                6,
                                "RATE allows 6"));
    }

    @Test
    void aLowerWishIsHeldByTheCooldown() {
        assertThat(Hold.of(decision(0, 9, 6, 6, wants(4), brake(Brake.Kind.COOLDOWN, 6))))
                .hasValueSatisfying(
                        hold -> {
                            assertThat(hold.direction()).isEqualTo(Direction.FEWER);
                            assertThat(hold.cause()).isEqualTo(Cause.COOLDOWN);
                            assertThat(hold.wished()).isEqualTo(4);
                        });
    }

    @Test
    void whereTheRulesGetWhatTheyWantNothingIsHeld() {
        assertThat(Hold.of(decision(0, 9, 4, 4, wants(4)))).isEmpty();
        assertThat(Hold.of(decision(0, 0, 4, 6, wants(6)))).isEmpty();
        assertThat(Hold.of(decision(0, 0, 4, 4, List.of(), brake(Brake.Kind.MAX, 4)))).isEmpty();
    }

    @Test
    void aUsageOffItsTargetIsHeldByTheTolerance() {
        List<Opinion> tolerated = List.of(new Opinion("target", 3, "73 % of 70 %", 4));

        assertThat(Hold.of(decision(0, 9, 3, 3, tolerated)))
                .hasValueSatisfying(
                        hold -> {
                            assertThat(hold.cause()).isEqualTo(Cause.TOLERANCE);
                            assertThat(hold.direction()).isEqualTo(Direction.MORE);
                            assertThat(hold.wished()).isEqualTo(4);
                            assertThat(hold.because()).isEqualTo("target: 73 % of 70 %");
                        });
    }

    @Test
    void anotherRuleThatWantsTheCountMakesATolerableLackOfUseNoHold() {
        List<Opinion> opinions =
                List.of(new Opinion("band", 3, "b", 2), new Opinion("concurrency", 3, "c"));

        assertThat(Hold.of(decision(0, 9, 3, 3, opinions))).isEmpty();
    }

    @Test
    void decisionsWithTheSameHoldAreOneHoldWithTheHighestWish() {
        List<Hold> holds =
                Hold.of(
                        List.of(
                                decision(0, 4, 6, 6, wants(9), brake(Brake.Kind.HOST_FULL, 6)),
                                decision(5, 5, 6, 6, wants(21), brake(Brake.Kind.HOST_FULL, 6)),
                                decision(6, 12, 6, 6, wants(8), brake(Brake.Kind.HOST_FULL, 6)),
                                decision(13, 20, 6, 6, wants(6)),
                                decision(21, 30, 6, 6, wants(4), brake(Brake.Kind.COOLDOWN, 6))));

        assertThat(holds)
                .extracting(
                        Hold::cause, h -> seconds(h.from()), h -> seconds(h.until()), Hold::wished)
                .containsExactly(
                        tuple(Cause.HOST_FULL, 0L, 12L, 21), tuple(Cause.COOLDOWN, 21L, 30L, 4));
    }

    @Test
    void aHoldDoesNotSpanATimeWithoutAManager() {
        Decision before = decision(0, 10, 6, 6, wants(9), brake(Brake.Kind.MAX, 6));
        Decision after = decision(70, 80, 6, 6, wants(9), brake(Brake.Kind.MAX, 6));

        assertThat(Hold.of(List.of(before, after)))
                .extracting(h -> seconds(h.from()), h -> seconds(h.until()))
                .containsExactly(tuple(0L, 10L), tuple(70L, 80L));
    }

    private static long seconds(Instant at) {
        return Duration.between(START, at).toSeconds();
    }
}
