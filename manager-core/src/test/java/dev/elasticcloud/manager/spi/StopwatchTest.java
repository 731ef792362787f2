package dev.elasticcloud.manager.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.status.Timings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopwatchTest {

    @Test
    void eachDurationIsCountedInTheFirstBucketThatHoldsIt() {
        Stopwatch watch = new Stopwatch();
        assertThat(watch.read()).isEqualTo(Timings.NONE);

        watch.took(Duration.ofMillis(5));
        watch.took(Duration.ofMillis(6));
        watch.took(Duration.ofHours(1));
        watch.took(Duration.ZERO);

        Timings read = watch.read();
        assertThat(read.count()).isEqualTo(4);
        assertThat(read.seconds()).isEqualTo(3600.011);
        assertThat(read.counts().getFirst()).isEqualTo(1);
        assertThat(read.counts().get(Timings.BOUNDS.indexOf(.005))).isEqualTo(1);
        assertThat(read.counts().get(Timings.BOUNDS.indexOf(.01))).isEqualTo(1);
        assertThat(read.counts().getLast()).isEqualTo(1);
    }

    @Test
    void timingsAddUp() {
        Stopwatch one = new Stopwatch();
        Stopwatch other = new Stopwatch();
        one.took(Duration.ofSeconds(2));
        other.took(Duration.ofSeconds(2));
        other.took(Duration.ofSeconds(40));

        Timings both = one.read().plus(other.read());

        assertThat(both.count()).isEqualTo(3);
        assertThat(both.seconds()).isEqualTo(44);
        assertThat(both.counts().get(Timings.BOUNDS.indexOf(2.5))).isEqualTo(2);
    }
}
