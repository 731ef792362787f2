package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private Instant wall = START;
    private long nanos = 42;
    private final SteadyClock clock = new SteadyClock(() -> wall, () -> nanos);

    private void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }

    @Test
    void itGoesWithTheHostsClock() {
        pass(Duration.ofMinutes(5));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(300));
    }

    @Test
    void aJumpForwardPassesNoDeadline() {
        wall = wall.plus(HOUR);
        pass(Duration.ofSeconds(10));

        assertThat(clock.instant()).isBetween(START.plusSeconds(10), START.plusSeconds(12));
    }

    @Test
    void aJumpBackPutsNoDeadlineOff() {
        wall = wall.minus(HOUR);
        pass(Duration.ofSeconds(10));

        assertThat(clock.instant()).isBetween(START.plusSeconds(8), START.plusSeconds(10));
    }

    @Test
    void inTheEndItShowsTheTimeOfDay() {
        wall = wall.minus(HOUR);
        Instant before = clock.instant();
        for (int minute = 0; minute < 6 * 60; minute++) {
            pass(Duration.ofMinutes(1));
            assertThat(clock.instant()).isAfter(before);
            before = clock.instant();
        }
        assertThat(clock.instant()).isEqualTo(wall);
    }
}
