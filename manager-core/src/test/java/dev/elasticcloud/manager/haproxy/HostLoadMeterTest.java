package dev.elasticcloud.manager.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.elasticcloud.manager.model.observed.HostLoad;
import dev.elasticcloud.manager.spi.FakeTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HostLoadMeterTest {

    private final FakeTime time = new FakeTime();
    private final HostLoadMeter meter = new HostLoadMeter(time.clock());
    private long busy = 5000;
    private long idle = 90_000;

    /// Advances time on a machine with two processors and takes a reading.
    private HostLoad after(double seconds, double busyCores) {
        time.pass(Duration.ofMillis(Math.round(seconds * 1000)));
        busy += Math.round(seconds * busyCores * 100);
        idle += Math.round(seconds * (2 - busyCores) * 100);
        meter.take(
                "# host\ncpu  %d 0 0 %d 0 0 0 0 0 0\nprocessors 2\nMemAvailable: 1024 kB\n\n"
                        .formatted(busy, idle));
        return meter.load().orElseThrow();
    }

    @Test
    void theFirstReadingHasNoLoadAndTheSecondHas() {
        assertThat(after(0, 0).busyCores()).isEmpty();
        assertThat(after(1, 1.5).busyCores().orElseThrow()).isCloseTo(1.5, within(0.01));
        assertThat(meter.load().orElseThrow().availableBytes()).hasValue(1024 * 1024);
    }

    @Test
    void theLoadIsTheMeanOfTwoSeconds() {
        after(0, 0);
        after(1, 2);
        after(1, 2);
        assertThat(after(1, 0).busyCores().orElseThrow()).isCloseTo(1, within(0.01));
        assertThat(after(1, 0).busyCores().orElseThrow()).isCloseTo(0, within(0.01));
    }

    @Test
    void readingsAreDueAboutEachSecond() {
        assertThat(meter.isDue()).isTrue();
        after(0, 0);
        time.pass(Duration.ofMillis(700));
        assertThat(meter.isDue()).isFalse();
        time.pass(Duration.ofMillis(100));
        assertThat(meter.isDue()).isTrue();
    }

    @Test
    void aRestartedMachineIsMeasuredAnew() {
        after(0, 0);
        after(1, 2);
        busy = 0;
        idle = 10;
        assertThat(after(1, 2).busyCores()).isEmpty();
        assertThat(after(1, 0.5).busyCores().orElseThrow()).isCloseTo(0.5, within(0.01));
    }

    @Test
    void aStaleReadingIsNotReportedAsTheCurrentLoad() {
        after(0, 0);
        after(1, 2);
        time.pass(Duration.ofMinutes(1));
        assertThat(meter.load()).isEmpty();
        assertThat(after(0, 0).busyCores()).isEmpty();
    }

    @Test
    void aBalancerWithoutTheseFiguresIsNoFailure() {
        after(0, 0);
        meter.take("Unknown command: 'show host'\n\n");
        assertThat(meter.load()).isEmpty();
        assertThat(meter.isDue()).isFalse();
    }
}
