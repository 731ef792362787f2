package dev.elasticcloud.manager.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Hold;
import dev.elasticcloud.manager.model.spec.Measure;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A rule says what it would have wanted without its tolerance.
class ToleranceTest {

    private static final PodSpec BAND =
            Pods.of(4, 1, 20, new ScalingRule.Band(Measure.CPU, Duration.ofSeconds(1)));
    private static final PodSpec TARGET =
            Pods.of(4, 1, 20, new ScalingRule.Target(Measure.CPU, 70, 0.1, 0.1));

    private static Decision decision(PodSpec pod, double cpu) {
        return new StandardAutoscaler()
                .evaluate(pod, Pods.signals(pod, 0, 0, 0, cpu), ScaleMemory.NOTHING)
                .decision();
    }

    @Test
    void aUseBetweenTheThresholdsIsHeldByTheTolerance() {
        Decision between = decision(BAND, 0.6);

        assertThat(between.wanted()).isEqualTo(4);
        assertThat(between.opinions().getFirst().strict()).isEqualTo(5);
        assertThat(Hold.of(between).map(Hold::cause)).contains(Hold.Cause.TOLERANCE);
    }

    @Test
    void aUseNearItsTargetIsHeldByTheTolerance() {
        Decision near = decision(TARGET, 0.73);

        assertThat(near.wanted()).isEqualTo(4);
        assertThat(near.opinions().getFirst().strict()).isEqualTo(5);
        assertThat(Hold.of(near).map(Hold::direction)).contains(Hold.Direction.MORE);
    }

    @Test
    void aUseThatAsksForThisVeryCountIsNotHeld() {
        assertThat(decision(BAND, 0.5).opinions().getFirst().strict()).isNull();
        assertThat(Hold.of(decision(BAND, 0.5))).isEmpty();
        assertThat(decision(TARGET, 0.7).opinions().getFirst().strict()).isNull();
    }
}
