package dev.elasticcloud.manager.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManagerClockTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeTime time = new FakeTime();
    private final ManagerClock clock = time.clock();
    private final Instant start = clock.steady();

    @Test
    void bothKindsOfTimePassAlike() {
        for (int second = 0; second < 300; second++) {
            time.pass(SECOND);
            clock.steady();
        }

        assertThat(clock.steady()).isEqualTo(start.plusSeconds(300));
        assertThat(clock.instant()).isEqualTo(FakeTime.START.plusSeconds(300));
    }

    @Test
    void theTimeOfDayFollowsAJumpAtOnceAndSteadyTimeDoesNot() {
        time.jump(HOUR);
        time.pass(SECOND);

        assertThat(clock.instant()).isEqualTo(FakeTime.START.plus(HOUR).plus(SECOND));
        assertThat(clock.steady()).isEqualTo(start.plus(SECOND));

        time.jump(HOUR.multipliedBy(-2));
        time.pass(SECOND);

        assertThat(clock.instant()).isEqualTo(FakeTime.START.minus(HOUR).plusSeconds(2));
        assertThat(clock.steady()).isEqualTo(start.plusSeconds(2));
    }

    @Test
    void sleepThatTheProcessorCountsDoesNotPassAsSteadyTime() {
        time.sleep(Duration.ofHours(8), true);

        assertThat(clock.steady()).isEqualTo(start.plus(ManagerClock.LONGEST_STEP));
        assertThat(clock.instant()).isEqualTo(FakeTime.START.plus(Duration.ofHours(8)));
    }

    @Test
    void sleepThatTheProcessorDoesNotCountDoesNotPassAsSteadyTime() {
        time.sleep(Duration.ofHours(8), false);

        assertThat(clock.steady()).isEqualTo(start);
        assertThat(clock.instant()).isEqualTo(FakeTime.START.plus(Duration.ofHours(8)));
    }

    @Test
    void simulatedTimePassesInStepsOfAnyLength() {
        Instant[] now = {FakeTime.START};
        ManagerClock simulated = ManagerClock.following(() -> now[0]);
        Instant before = simulated.steady();
        now[0] = now[0].plus(Duration.ofDays(40));

        assertThat(Duration.between(before, simulated.steady())).isEqualTo(Duration.ofDays(40));
    }
}
