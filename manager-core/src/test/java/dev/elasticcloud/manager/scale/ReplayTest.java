package dev.elasticcloud.manager.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.record.WhatIf;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.scale.trial.Replay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final PodSpec POD = Pods.of(2, 1, 10, Scaling.DEFAULT);
    private static final Duration START = Duration.ofSeconds(5);

    /// A history of two nodes of four slots, with jobs of two seconds arriving at a rate.
    private static PodHistory past(int seconds, IntUnaryOperator perSecond) {
        List<PodHistory.Point> points = new ArrayList<>();
        double waiting = 0;
        for (int second = 0; second < seconds; second++) {
            double slots = perSecond.applyAsInt(second) * 2 + waiting;
            double running = Math.min(8, slots);
            waiting = slots - running;
            points.add(
                    new PodHistory.Point(
                            Pods.START.plusSeconds(second),
                            2,
                            0,
                            slots / 4,
                            (int) running,
                            (int) waiting,
                            perSecond.applyAsInt(second),
                            OptionalDouble.of(running / 8 * 0.8),
                            OptionalDouble.empty()));
        }
        return new PodHistory(POD.name(), points, new TreeMap<>(), List.of());
    }

    @Test
    void historyIsShownBesideWhatWouldHaveBeen() {
        // three nodes' worth of work came to two nodes for five of ten minutes
        PodHistory past = past(600, second -> second < 300 ? 1 : 6);

        WhatIf answer = Replay.of(POD, past, POD.elasticity(), START);

        assertThat(answer.happened().nodeHours()).isEqualTo(2 * 600 / 3600.0);
        assertThat(answer.happened().unmet()).isGreaterThan(0.1);
        assertThat(answer.happened().late()).isGreaterThan(0.3);
        assertThat(answer.otherwise().late()).isLessThan(0.1);
        assertThat(answer.otherwise().unmet()).isLessThan(answer.happened().unmet());
        assertThat(answer.nodeHoursAtMost()).isEqualTo(10 * 600 / 3600.0);
        assertThat(answer.otherwise().decisions())
                .isNotEmpty()
                .allMatch(d -> d.changesCount() && !d.sentence().isEmpty());
    }

    @Test
    void jobsThatFillAProcessorByThemselvesAreReplayedByTheProcessor() {
        // two jobs at a time fill half the processor time of five nodes of four slots
        List<PodHistory.Point> points = new ArrayList<>();
        for (int second = 0; second < 600; second++) {
            points.add(
                    new PodHistory.Point(
                            Pods.START.plusSeconds(second),
                            5,
                            0,
                            0.5,
                            2,
                            0,
                            8,
                            OptionalDouble.of(0.48),
                            OptionalDouble.empty()));
        }
        PodHistory past = new PodHistory(POD.name(), points, new TreeMap<>(), List.of());
        Elasticity same = POD.elasticity().withThresholds(0.3, 0.7);

        WhatIf answer = Replay.of(POD, past, same, START);

        assertThat(answer.otherwise().nodeHours())
                .isBetween(
                        answer.happened().nodeHours() * 0.8, answer.happened().nodeHours() * 1.2);
    }

    @Test
    void eachRuleIsTriedAlone() {
        WhatIf answer = Replay.of(POD, past(300, second -> 3), POD.elasticity(), START);

        assertThat(answer.ruleAlone())
                .extracting(WhatIf.Course::name)
                .containsExactly("concurrency", "band", "forecast");
    }

    @Test
    void withoutElasticityTheCountStays() {
        Elasticity off = POD.elasticity().withEnabled(false);

        WhatIf answer = Replay.of(POD, past(300, second -> 6), off, START);

        assertThat(answer.otherwise().changes()).isZero();
        assertThat(answer.otherwise().nodeHours()).isEqualTo(answer.happened().nodeHours());
    }

    @Test
    void aReplayEndsWhenItIsCancelled() {
        AtomicInteger asked = new AtomicInteger();

        assertThatThrownBy(
                        () ->
                                Replay.of(
                                        POD,
                                        past(300, second -> 3),
                                        POD.elasticity(),
                                        START,
                                        null,
                                        () -> asked.incrementAndGet() > 10))
                .isInstanceOf(CancellationException.class);

        assertThat(asked).hasValue(11);
    }
}
