package dev.elasticcloud.manager.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.scale.trial.PolicyTrial;
import dev.elasticcloud.manager.scale.trial.RecordedLoad;
import dev.elasticcloud.manager.scale.trial.TrialPolicy;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class TrialTest {

    private static final int PEAK = 10;

    private static RecordedLoad load(int seconds, IntToDoubleFunction nodes) {
        double[] each = new double[seconds];
        Arrays.setAll(each, nodes);
        return new RecordedLoad(Pods.START, each, 1);
    }

    private static PolicyTrial.Outcome run(RecordedLoad load, TrialPolicy policy, int startDelay) {
        PodSpec pod =
                Pods.of(policy.elasticity().min(), 1, PEAK, policy.elasticity().scaling())
                        .withElasticity(policy.elasticity());
        return PolicyTrial.run(
                load, new PolicyTrial.Setup(pod, policy.every(), Duration.ofSeconds(startDelay)));
    }

    @Test
    void nodesForThePeakAreNeverTooFew() {
        PolicyTrial.Outcome outcome =
                run(load(600, s -> s % 60 == 0 ? PEAK : 1), TrialPolicy.staticPeak(PEAK), 30);

        assertThat(outcome.elasticity().thetaUnder()).isZero();
        assertThat(outcome.nodeHours()).isEqualTo(PEAK * 600 / 3600.0);
        assertThat(outcome.actions()).isZero();
    }

    @Test
    void nodesServeAfterTheStartDelay() {
        PolicyTrial.Outcome outcome = run(load(120, s -> 4.0), TrialPolicy.elastic(PEAK), 30);

        assertThat(outcome.supply()[29]).isEqualTo(1);
        assertThat(outcome.supply()[30]).isGreaterThan(1);
    }

    @Test
    void everyPolicySettlesOnASteadyLoad() {
        RecordedLoad steady = load(3600, s -> 3.5);
        for (TrialPolicy policy :
                new TrialPolicy[] {
                    TrialPolicy.band(PEAK),
                    TrialPolicy.hpa(PEAK),
                    TrialPolicy.kpa(PEAK),
                    TrialPolicy.elastic(PEAK)
                }) {
            int[] supply = run(steady, policy, 10).supply();

            assertThat(supply[3599]).as(policy.name()).isGreaterThanOrEqualTo(4);
            assertThat(supply[3599]).as(policy.name()).isEqualTo(supply[3000]);
        }
    }

    @Test
    void theForecastLeadsARiseThatOtherwiseLags() {
        RecordedLoad rising = load(3000, s -> 1 + s / 400.0);

        double with = run(rising, TrialPolicy.elastic(PEAK), 60).elasticity().thetaUnder();
        double without =
                run(rising, TrialPolicy.withoutForecast(PEAK), 60).elasticity().thetaUnder();

        assertThat(with).isLessThanOrEqualTo(without);
    }
}
