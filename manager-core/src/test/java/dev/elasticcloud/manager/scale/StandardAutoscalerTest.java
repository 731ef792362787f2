package dev.elasticcloud.manager.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.observed.HostSignals;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.spec.Measure;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StandardAutoscalerTest {

    private static final ScalingRule BAND =
            new ScalingRule.Band(Measure.CPU, Duration.ofSeconds(1));
    private static final ScalingRule FORECAST = new ScalingRule.Forecast(0.0025, true);

    private final StandardAutoscaler autoscaler = new StandardAutoscaler();

    @Test
    void aQueueAddsNodesAtTheFirstEvaluation() {
        PodSpec pod = Pods.of(1, 1, 20, Scaling.DEFAULT);

        Decision decision = first(pod, Pods.signals(pod, 0, 4, 8, 0.5));

        assertThat(decision.wanted()).isEqualTo(3);
        assertThat(decision.sentence())
                .startsWith(
                        "1 → 3 nodes, concurrency: ceil((4 running + 8 queued) / 4 a node) = 3");
    }

    @Test
    void aBurstCountsInFullHoweverQuietItWasAMomentAgo() {
        PodSpec pod = Pods.of(1, 1, 20, Scaling.DEFAULT);
        ScaleMemory memory = ScaleMemory.NOTHING;
        for (int millis = 100; millis < 900; millis += 100) {
            Signals quiet = Pods.signals(pod, Pods.START.plusMillis(millis), 0, 0, 0);
            memory = autoscaler.evaluate(pod, quiet, memory).memory();
        }

        Signals burst = Pods.signals(pod, Pods.START.plusMillis(900), 4, 1, 0.5);

        assertThat(autoscaler.evaluate(pod, burst, memory).decision().wanted()).isEqualTo(2);
    }

    @Test
    void aBurstGrowsNoFasterThanTheStepsAllow() {
        PodSpec pod = Pods.of(2, 1, 20, Scaling.DEFAULT);

        Decision decision = first(pod, Pods.signals(pod, 0, 8, 200, 0.5));

        assertThat(decision.wanted()).isEqualTo(6);
        assertThat(decision.limitedBy())
                .containsExactly("at most 4 nodes or 100 % may be added in 5 s");
    }

    @Test
    void aCountOutsideItsBoundsIsCorrectedAtOnce() {
        PodSpec few = Pods.of(0, 2, 5, Scaling.DEFAULT);
        PodSpec many = Pods.of(9, 2, 5, Scaling.DEFAULT);

        assertThat(first(few, Pods.signals(few, 0, 0, 0, 0)).wanted()).isEqualTo(2);
        assertThat(first(many, Pods.signals(many, 0, 0, 0, 0)).wanted()).isEqualTo(5);
    }

    @Test
    void theBandBringsUsageBackToItsMiddle() {
        PodSpec pod = Pods.of(4, 1, 20, BAND);

        Decision decision = first(pod, Pods.signals(pod, 0, 0, 0, 0.9));

        assertThat(decision.wanted()).isEqualTo(8);
        assertThat(decision.opinions().getFirst().because())
                .isEqualTo("processor use 90 % is above 70 %: ceil(4 × 90 % / 50 %) = 8");
    }

    @Test
    void scalingDownWaitsForTheCooldownAndSaysSo() {
        PodSpec pod = Pods.of(4, 1, 20, BAND);
        Evaluation busy =
                autoscaler.evaluate(pod, Pods.signals(pod, 0, 0, 0, 0.5), ScaleMemory.NOTHING);

        Evaluation soon = autoscaler.evaluate(pod, Pods.signals(pod, 5, 0, 0, 0.1), busy.memory());
        Evaluation later =
                autoscaler.evaluate(pod, Pods.signals(pod, 15, 0, 0, 0.1), soon.memory());

        assertThat(soon.wanted()).isEqualTo(4);
        assertThat(soon.decision().limitedBy())
                .containsExactly("4 were wanted within the cooldown of 10 s");
        assertThat(later.wanted()).isEqualTo(2);
    }

    @Test
    void aRuleWithoutDataPreventsScalingDown() {
        PodSpec pod = Pods.of(4, 1, 20, Scaling.DEFAULT.rules().getFirst(), BAND);
        Signals blind = new Signals(Pods.START, 4, 0, 1, 0, 1, Duration.ofSeconds(1), List.of());

        Decision decision = first(pod, blind);

        assertThat(decision.wanted()).isEqualTo(4);
        assertThat(decision.sentence())
                .contains("processor use is not known yet, so the count may not shrink");
    }

    @Test
    void aForecastAloneRemovesNoNodes() {
        PodSpec pod = Pods.of(6, 1, 20, FORECAST);
        Evaluation last =
                autoscaler.evaluate(pod, Pods.signals(pod, 0, 1, 0, 0.1), ScaleMemory.NOTHING);
        for (int second = 1; second < 120; second++) {
            last = autoscaler.evaluate(pod, Pods.signals(pod, second, 1, 0, 0.1), last.memory());
            assertThat(last.wanted()).isEqualTo(6);
        }

        assertThat(last.decision().limitedBy())
                .containsExactly("forecasts and schedules alone remove no nodes");
    }

    @Test
    void aWarmSpareReplacesANodeOfTheForecastsMargin() {
        PodSpec pod = Pods.of(2, 1, 20, FORECAST);
        ScaleMemory memory = ScaleMemory.NOTHING;
        for (int second = 0; second < 120; second++) {
            int running = second / 10 % 3 == 0 ? 12 : 0;
            memory =
                    autoscaler
                            .evaluate(pod, Pods.signals(pod, second, running, 0, 0.1), memory)
                            .memory();
        }

        Signals signals = Pods.signals(pod, 120, 1, 0, 0.1);
        Decision none = forecast(pod, signals, 0, memory);
        Decision one = forecast(pod, signals, 1, memory);
        Decision many = forecast(pod, signals, 100, memory);

        int foreseen = none.opinions().getFirst().wanted();
        assertThat(one.opinions().getFirst().wanted()).isEqualTo(foreseen - 1);
        assertThat(one.opinions().getFirst().because()).endsWith("less 1 for a warm spare");
        assertThat(many.opinions().getFirst().wanted()).isPositive();
    }

    private Decision forecast(PodSpec pod, Signals signals, int spares, ScaleMemory memory) {
        HostSignals host =
                new HostSignals(
                        1000, "", spares, 1000, 1000, false, 0, 0, 0, OptionalDouble.empty());
        return autoscaler.evaluate(pod, BrakedDecisionTest.on(host, signals), memory).decision();
    }

    @Test
    void warmSparesAreAddedBeyondTheRateLimits() {
        PodSpec pod = Pods.of(1, 1, 20, Scaling.DEFAULT);

        assertThat(grownBy(pod, 0)).isEqualTo(1 + 4);
        assertThat(grownBy(pod, 3)).isEqualTo(1 + 4 + 3);
    }

    private int grownBy(PodSpec pod, int spares) {
        HostSignals host =
                new HostSignals(
                        1000, "", spares, 1000, 1000, false, 0, 0, 0, OptionalDouble.empty());
        Signals burst = Pods.signals(pod, 120, 1, 4, 100);
        return autoscaler
                .evaluate(pod, BrakedDecisionTest.on(host, burst), ScaleMemory.NOTHING)
                .decision()
                .wanted();
    }

    @Test
    void aScheduleIsAMinimumWhileItIsInForce() {
        ScalingRule schedule =
                new ScalingRule.Schedule(
                        ZoneOffset.UTC,
                        List.of(
                                new ScalingRule.Schedule.Entry(
                                        Set.of(DayOfWeek.MONDAY),
                                        LocalTime.of(22, 0),
                                        LocalTime.of(6, 0),
                                        5)));
        PodSpec pod = Pods.of(1, 1, 20, BAND, schedule);

        assertThat(wantedAt(pod, "2026-01-05T21:59:00Z")).isEqualTo(1);
        assertThat(wantedAt(pod, "2026-01-05T22:00:00Z")).isEqualTo(5);
        assertThat(wantedAt(pod, "2026-01-06T05:59:00Z")).isEqualTo(5);
        assertThat(wantedAt(pod, "2026-01-06T06:00:00Z")).isEqualTo(1);
        assertThat(wantedAt(pod, "2026-01-06T22:30:00Z")).isEqualTo(1);
    }

    @Test
    void aPodCanUseNoMoreNodesThanItHasJobsOrThanAreScheduled() {
        PodSpec pod = Pods.of(4, 1, 20, BAND);
        PodSpec scheduled =
                Pods.of(
                        4,
                        1,
                        20,
                        BAND,
                        new ScalingRule.Schedule(
                                ZoneOffset.UTC,
                                List.of(
                                        new ScalingRule.Schedule.Entry(
                                                Set.of(),
                                                LocalTime.of(9, 0),
                                                LocalTime.of(11, 0),
                                                6))));

        assertThat(usable(pod, 12)).isEqualTo(8);
        assertThat(usable(pod, 3)).isEqualTo(3);
        assertThat(usable(pod, 0)).isEqualTo(1);
        assertThat(usable(scheduled, 0)).isEqualTo(6);
    }

    private int usable(PodSpec pod, int jobs) {
        return autoscaler
                .evaluate(pod, Pods.signals(pod, 0, jobs, 0, 0.9), ScaleMemory.NOTHING)
                .asked();
    }

    private int wantedAt(PodSpec pod, String time) {
        return first(pod, Pods.signals(pod, Instant.parse(time), 0, 0, 0.5)).wanted();
    }

    @Test
    void targetTrackingCountsStartingNodesAsIdle() {
        PodSpec pod = Pods.of(4, 1, 20, new ScalingRule.Target(Measure.CPU, 50, 0.1, 0.1));
        Signals seen = Pods.signals(Pods.wanting(pod, 2), 0, 0, 0, 1.0);
        Signals starting = new Signals(seen.at(), 2, 2, 0, 0, 0, seen.provisioning(), seen.usage());

        assertThat(first(Pods.wanting(pod, 2), seen).wanted()).isEqualTo(4);
        assertThat(first(pod, starting).wanted()).isEqualTo(4);
    }

    @Test
    void everyRuleExplainsItselfAndItsWarnings() {
        PodSpec pod =
                Pods.of(
                        2,
                        1,
                        20,
                        Scaling.DEFAULT.rules().getFirst(),
                        new ScalingRule.Band(Measure.MEMORY, Duration.ofSeconds(5)),
                        FORECAST);

        Decision decision = first(pod, Pods.signals(pod, 0, 3, 0, 0.5));

        assertThat(decision.opinions())
                .extracting(Decision.Opinion::rule)
                .containsExactly("concurrency", "memory band", "forecast");
        assertThat(decision.opinions()).noneMatch(o -> o.because().isBlank());
        assertThat(decision.warnings()).anyMatch(w -> w.startsWith("memory band:"));
    }

    @Test
    void settingsThatWouldFlapGiveAWarning() {
        PodSpec plain = Pods.of(2, 1, 20, Scaling.DEFAULT);
        PodSpec narrow = plain.withElasticity(plain.elasticity().withThresholds(0.69, 0.7));
        PodSpec floors = Pods.of(2, 1, 20, FORECAST);

        assertThat(ScalingAdvice.of(plain, Duration.ofSeconds(2))).isEmpty();
        assertThat(ScalingAdvice.of(plain, Duration.ofSeconds(30)))
                .anyMatch(w -> w.startsWith("the cooldown of 10 s is shorter than the 30 s"));
        assertThat(ScalingAdvice.of(narrow, Duration.ofSeconds(2)))
                .anyMatch(w -> w.startsWith("the thresholds are closer than one node's share"));
        assertThat(ScalingAdvice.of(floors, Duration.ofSeconds(2)))
                .anyMatch(w -> w.startsWith("forecasts and schedules never remove nodes"));
    }

    private Decision first(PodSpec pod, Signals signals) {
        return autoscaler.evaluate(pod, signals, ScaleMemory.NOTHING).decision();
    }
}
