package dev.elasticcloud.manager.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.DecisionBasis;
import dev.elasticcloud.manager.model.record.HostClaims;
import dev.elasticcloud.manager.model.spec.Measure;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import dev.elasticcloud.manager.spi.HashChain;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A decision is reached again from its recorded basis alone, after that was written and read.
class DecisionReplayTest {

    private static final ModelJson JSON = new ModelJson();
    private static final List<ScalingRule> ALL_RULES =
            List.of(
                    ScalingRule.Concurrency.KNATIVE,
                    new ScalingRule.Band(Measure.CPU, Duration.ofSeconds(15)),
                    new ScalingRule.Target(Measure.CPU, 60, 0.1, 0.1),
                    new ScalingRule.Forecast(0.01, true));

    private final StandardAutoscaler autoscaler = new StandardAutoscaler();
    private final Set<Decision.Verdict> verdicts = EnumSet.noneOf(Decision.Verdict.class);
    private final Set<Decision.Brake.Kind> brakes = EnumSet.noneOf(Decision.Brake.Kind.class);
    private int replayed;

    private Evaluation evaluate(PodSpec pod, Signals signals, ScaleMemory memory) {
        Evaluation evaluation = autoscaler.evaluate(pod, signals, memory);
        assertThat(replay(DecisionReplay.basis(pod, signals, memory, null)))
                .isEqualTo(evaluation.decision());
        verdicts.add(evaluation.decision().verdict());
        evaluation.decision().brakes().forEach(brake -> brakes.add(brake.kind()));
        replayed++;
        return evaluation;
    }

    private static Decision replay(DecisionBasis basis) {
        return DecisionReplay.decide(JSON.read(JSON.bytes(basis), DecisionBasis.class));
    }

    /// Jobs that compute, and jobs behind a bottleneck: all brakes of the host hold at some time.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyDecisionOfAPodOnAHostIsReachedAgain(long seed) {
        PodSpec pod = Pods.of(1, 1, 20, Scaling.DEFAULT);
        for (HostModel.Setup setup :
                List.of(
                        HostModel.Setup.computing(2, 0.5, 0.1),
                        HostModel.Setup.computing(64, 0.5, 0.05).withHiddenRate(50),
                        HostModel.Setup.waiting(2, 0.5, 1))) {
            HostModel model = new HostModel(pod, setup, seed);
            model.autoscaler = this::evaluate;
            model.run(5, second -> 0);
            model.arrive(3000);
            model.drain(200);
            model.run(20, second -> second % 3);
        }

        assertThat(verdicts).containsExactlyInAnyOrder(Decision.Verdict.values());
        assertThat(brakes).contains(Decision.Brake.Kind.SATURATED, Decision.Brake.Kind.NO_HELP);
        assertThat(replayed).isGreaterThan(500);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyRuleIsReplayedWithAndWithoutABehaviour(long seed) {
        Random random = new Random(seed);
        Scaling all = new Scaling(ALL_RULES, seed % 2 == 0 ? null : Scaling.DEFAULT.behaviour());
        PodSpec pod = Pods.of(3, 1, 15, all);
        ScaleMemory memory = ScaleMemory.NOTHING;
        int jobs = 5;
        for (int second = 0; second < 1500; second++) {
            jobs = Math.max(0, jobs + random.nextInt(7) - 3 - (second % 300 == 299 ? jobs : 0));
            int room = pod.target().nodes() * pod.slots();
            int running = Math.min(jobs, room);
            Signals signals =
                    Pods.signals(
                            pod,
                            second,
                            running,
                            jobs - running,
                            room == 0 ? 0 : (double) running / room);
            Evaluation evaluation = evaluate(pod, signals, memory);
            memory = evaluation.memory();
            pod = Pods.wanting(pod, evaluation.wanted());
        }

        assertThat(verdicts).containsExactlyInAnyOrder(Decision.Verdict.values());
    }

    @Test
    void aShareOfAFullHostIsReplayed() {
        PodSpec pod = Pods.of(2, 1, 20, Scaling.DEFAULT);
        Signals signals = Pods.signals(pod, 1, 8, 40, 1);
        Evaluation evaluation = autoscaler.evaluate(pod, signals, ScaleMemory.NOTHING);
        NodeLimits limits = NodeLimits.of(1, 100);
        HostClaims hosts =
                new HostClaims(
                        4,
                        1L << 40,
                        List.of(
                                new HostClaims.Claim(PodName.of("heavy"), 1, limits, 1, 4, 4, 3),
                                new HostClaims.Claim(
                                        pod.name(), 1, limits, 1, 12, evaluation.wanted(), 2)));
        Decision fitted = new HostShares(hosts).fit(pod.name(), evaluation).decision();
        assertThat(fitted.brakes())
                .extracting(Decision.Brake::kind)
                .contains(Decision.Brake.Kind.FAIR_SHARE);

        assertThat(replay(DecisionReplay.basis(pod, signals, ScaleMemory.NOTHING, hosts)))
                .isEqualTo(fitted);
    }

    /// The record stays small: it does not grow with the time that the memory spans.
    @Test
    void theBasisOfADecisionIsSmall() {
        PodSpec pod = Pods.of(1, 1, 20, Scaling.DEFAULT);
        int[] most = {0};
        HostModel model = new HostModel(pod, HostModel.Setup.computing(2, 0.5, 0.1), 1);
        model.autoscaler =
                (spec, signals, memory) -> {
                    DecisionBasis basis = DecisionReplay.basis(spec, signals, memory, null);
                    most[0] = Math.max(most[0], JSON.bytes(basis.input()).length);
                    return autoscaler.evaluate(spec, signals, memory);
                };
        model.arrive(6000);
        model.drain(400);

        assertThat(most[0]).isBetween(500, 16_000);
    }

    /// If this fails, the policy decides or speaks differently than before: raise
    /// [StandardAutoscaler#VERSION], so that decisions of the earlier version are recognised, and
    /// put the new digest here.
    @Test
    void theVersionOfThePolicyBelongsToWhatItDecides() {
        StringBuilder said = new StringBuilder();
        HostModel model =
                new HostModel(
                        Pods.of(1, 1, 20, new Scaling(ALL_RULES, Scaling.DEFAULT.behaviour())),
                        HostModel.Setup.computing(2, 0.5, 0.1),
                        7);
        model.autoscaler =
                (pod, signals, memory) -> {
                    Evaluation evaluation = autoscaler.evaluate(pod, signals, memory);
                    said.append(evaluation.decision().sentence()).append('\n');
                    return evaluation;
                };
        model.run(300, second -> second % 60 < 20 ? 6 : 1);

        assertThat(said.length()).isGreaterThan(10_000);
        assertThat(
                        StandardAutoscaler.VERSION
                                + " "
                                + HashChain.of(said.toString().getBytes(StandardCharsets.UTF_8))
                                        .substring(0, 16))
                .isEqualTo("1 c7e592e88ac1fd32");
    }
}
