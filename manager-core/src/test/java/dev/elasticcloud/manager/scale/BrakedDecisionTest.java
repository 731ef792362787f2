package dev.elasticcloud.manager.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.observed.HostSignals;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Decision.Brake;
import dev.elasticcloud.manager.model.record.Decision.Brake.Kind;
import dev.elasticcloud.manager.model.spec.Measure;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What held a count back, as data and in words.
class BrakedDecisionTest {

    private static final ScalingRule BAND =
            new ScalingRule.Band(Measure.CPU, Duration.ofSeconds(1));
    private static final String LACK =
            "needs 0.8 CPU; 0.3 of 3.0 left: light holds 1.2, medium 1.5";
    private static final HostSignals FREE =
            new HostSignals(1000, "", 0, 1000, 1000, false, 0, 0, 0, OptionalDouble.empty());
    private static final HostSignals FULL =
            new HostSignals(0, LACK, 0, 2, 0, false, 0, 0, 0, OptionalDouble.empty());
    private static final HostSignals SATURATED =
            new HostSignals(5, "", 4, 2, 0, true, 0, 2, 0, OptionalDouble.empty());

    private final StandardAutoscaler autoscaler = new StandardAutoscaler();

    static Signals on(HostSignals host, Signals seen) {
        return new Signals(
                seen.at(),
                seen.steady(),
                seen.online(),
                seen.starting(),
                seen.running(),
                seen.queued(),
                seen.arrivalRate(),
                seen.provisioning(),
                seen.usage(),
                host);
    }

    private Evaluation first(PodSpec pod, HostSignals host, int running, int queued) {
        return autoscaler.evaluate(
                pod, on(host, Pods.signals(pod, 0, running, queued, 0.5)), ScaleMemory.NOTHING);
    }

    @Test
    void aFullHostIsGivenAsTheReasonForNoMoreNodes() {
        Evaluation evaluation = first(Pods.of(2, 1, 20, Scaling.DEFAULT), FULL, 8, 40);
        Decision decision = evaluation.decision();

        assertThat(decision.verdict()).isEqualTo(Decision.Verdict.HOLD);
        assertThat(decision.brakes())
                .containsExactly(new Brake(Kind.HOST_FULL, 2, "host full: " + LACK));
        assertThat(decision.limitedBy()).containsExactly("host full: " + LACK);
        assertThat(decision.whyNotMore()).isEqualTo("host full: " + LACK);
        assertThat(decision.whyNotFewer()).startsWith("concurrency: ");
        assertThat(decision.sentence()).startsWith("Stays at 2, ").endsWith("host full: " + LACK);
        assertThat(evaluation.asked()).isEqualTo(12);
    }

    @Test
    void limitsOfTheRulesAreDataAsWell() {
        PodSpec pod = Pods.of(2, 1, 20, Scaling.DEFAULT);
        Decision rate = first(pod, FREE, 8, 200).decision();
        Decision max = first(Pods.of(2, 1, 3, Scaling.DEFAULT), FREE, 8, 200).decision();
        Decision min = first(Pods.of(0, 2, 3, Scaling.DEFAULT), FULL, 0, 0).decision();

        assertThat(rate.brakes())
                .containsExactly(
                        new Brake(Kind.RATE, 6, "at most 4 nodes or 100 % may be added in 5 s"));
        assertThat(max.brakes()).containsExactly(new Brake(Kind.MAX, 3, "max is 3"));
        assertThat(min.brakes()).containsExactly(new Brake(Kind.MIN, 2, "min is 2"));
    }

    @Test
    void aRuleWithoutDataIsNamed() {
        PodSpec pod = Pods.of(4, 1, 20, Scaling.DEFAULT.rules().getFirst(), BAND);
        Signals blind = new Signals(Pods.START, 4, 0, 1, 0, 1, Duration.ofSeconds(1), List.of());

        Decision decision = autoscaler.evaluate(pod, blind, ScaleMemory.NOTHING).decision();

        assertThat(decision.brakes())
                .containsExactly(
                        new Brake(Kind.BLIND, 4, "no nodes are removed while band has no data"));
    }

    @Test
    void aPodBelowItsMinIsRaisedWhateverTheHostSays() {
        PodSpec pod = Pods.of(1, 3, 20, Scaling.DEFAULT);

        assertThat(first(pod, FULL, 0, 0).wanted()).isEqualTo(3);
        assertThat(first(pod, SATURATED, 4, 9).wanted()).isEqualTo(3);
    }

    @Test
    void scheduledNodesComeOnASaturatedHostAndNotOnAFullOne() {
        ScalingRule schedule =
                new ScalingRule.Schedule(
                        ZoneOffset.UTC,
                        List.of(
                                new ScalingRule.Schedule.Entry(
                                        EnumSet.allOf(DayOfWeek.class),
                                        LocalTime.of(9, 0),
                                        LocalTime.of(18, 0),
                                        4)));
        PodSpec pod = Pods.of(2, 1, 20, Scaling.DEFAULT.rules().getFirst(), schedule);

        Decision saturated = first(pod, SATURATED, 8, 40).decision();

        assertThat(saturated.wanted()).isEqualTo(4);
        assertThat(saturated.brakes()).extracting(Brake::kind).containsExactly(Kind.SATURATED);
        assertThat(first(pod, FULL, 8, 40).wanted()).isEqualTo(2);
    }

    @Test
    void heldGrowthDoesNotUseUpTheRate() {
        PodSpec pod = Pods.of(2, 1, 20, Scaling.DEFAULT);
        Evaluation held = first(pod, FULL, 8, 200);

        Evaluation next =
                autoscaler.evaluate(
                        pod, on(FREE, Pods.signals(pod, 1, 8, 200, 0.5)), held.memory());

        assertThat(next.wanted()).isEqualTo(6);
    }

    @Test
    void aCountHeldByTheFairShareChangesEveryPartOfTheDecision() {
        PodSpec pod = Pods.of(2, 1, 20, Scaling.DEFAULT);
        Brake share = new Brake(Kind.FAIR_SHARE, 3, "medium has a claim to the 0.6 CPU left");
        Evaluation evaluation = first(pod, FREE, 8, 200);

        Evaluation lower = evaluation.heldTo(3, share);

        assertThat(lower.wanted()).isEqualTo(3);
        assertThat(lower.asked()).isEqualTo(20);
        assertThat(lower.decision().verdict()).isEqualTo(Decision.Verdict.SCALE_UP);
        assertThat(lower.decision().brakes()).containsExactly(share);
        assertThat(lower.decision().whyNotMore()).isEqualTo(share.because());
        assertThat(lower.decision().sentence())
                .startsWith("2 → 3 nodes, ")
                .endsWith("; " + share.because());
        assertThat(evaluation.heldTo(1, share).decision().verdict())
                .isEqualTo(Decision.Verdict.SCALE_DOWN);
        assertThat(evaluation.heldTo(2, share).decision().verdict())
                .isEqualTo(Decision.Verdict.HOLD);
        assertThat(evaluation.heldTo(6, share)).isSameAs(evaluation);
        assertThat(lower.heldTo(6, share).decision().verdict())
                .isEqualTo(Decision.Verdict.SCALE_UP);
    }

    @Test
    void theRateCountsFromTheHeldCount() {
        PodSpec pod = Pods.of(2, 1, 20, Scaling.DEFAULT);
        Brake share = new Brake(Kind.FAIR_SHARE, 3, "because");
        Evaluation lower = first(pod, FREE, 8, 200).heldTo(3, share);
        PodSpec three = Pods.wanting(pod, 3);

        Evaluation next =
                autoscaler.evaluate(
                        three, on(FREE, Pods.signals(three, 1, 8, 200, 0.5)), lower.memory());

        assertThat(next.wanted()).isEqualTo(6);
    }

    @Test
    void equalKindsOfBrakesAreOneLastingDecision() {
        PodSpec pod = Pods.of(2, 1, 20, Scaling.DEFAULT);
        Decision full = first(pod, FULL, 8, 40).decision();
        Decision fuller = first(pod, FULL, 8, 44).decision();
        Decision saturated = first(pod, SATURATED, 8, 40).decision();

        assertThat(fuller.continues(full)).isTrue();
        assertThat(saturated.continues(full)).isFalse();
    }

    @Test
    void aHostWithRoomChangesNoDecision() {
        for (long seed = 1; seed <= 8; seed++) {
            Random random = new Random(seed);
            PodSpec pod = Pods.of(2, 1, 12, Scaling.DEFAULT);
            ScaleMemory with = ScaleMemory.NOTHING;
            ScaleMemory without = ScaleMemory.NOTHING;
            for (int second = 0; second < 300; second++) {
                int jobs = random.nextInt(80);
                int running = Math.min(jobs, pod.target().nodes() * 4);
                Signals seen = Pods.signals(pod, second, running, jobs - running, 0.6);
                Evaluation free = autoscaler.evaluate(pod, on(FREE, seen), with);
                Evaluation none = autoscaler.evaluate(pod, seen, without);

                assertThat(free.decision()).isEqualTo(none.decision());
                pod = Pods.wanting(pod, none.wanted());
                with = free.memory();
                without = none.memory();
            }
        }
    }

    @Test
    void aMaxThatCannotFitGivesAWarning() {
        PodSpec pod = Pods.of(2, 1, 20, Scaling.DEFAULT).withLimits(NodeLimits.of(0.5, 100));
        Duration start = Duration.ofSeconds(2);
        long mib = NodeLimits.MIB;

        assertThat(ScalingAdvice.of(pod, start, new ScalingAdvice.Room(10, 2000 * mib))).isEmpty();
        assertThat(ScalingAdvice.of(pod, start, new ScalingAdvice.Room(3, 4000 * mib)))
                .containsExactly(
                        "light: max is 20, which needs 10 CPU, and the hosts have 3 for nodes: no more"
                                + " than 6 fit, even with nothing else; lower max or the limits");
        assertThat(ScalingAdvice.of(pod, start, new ScalingAdvice.Room(16, 1024 * mib)))
                .containsExactly(
                        "light: max is 20, which needs 2000 MB of memory, and the hosts have 1024"
                                + " for nodes: no more than 10 fit, even with nothing else; lower max or"
                                + " the limits");
    }
}
