package dev.elasticcloud.manager.scale.trial;

import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.Measure;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour.Direction;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour.Select;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour.Step;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import java.time.Duration;
import java.util.List;

/// A way to scale that trials compare, set as its makers document it.
///
/// @param every how often it evaluates
public record TrialPolicy(String name, Elasticity elasticity, Duration every) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /// No limit to how fast a count changes, for policies that have limits of their own.
    private static final ScalingBehaviour FREE =
            new ScalingBehaviour(
                    new Direction(
                            Select.MAX, Duration.ZERO, List.of(Step.percent(1_000_000, SECOND))),
                    new Direction(Select.MAX, Duration.ZERO, List.of(Step.percent(100, SECOND))));

    /// As many nodes as the highest load needs, always.
    public static TrialPolicy staticPeak(int nodes) {
        return new TrialPolicy(
                "static-peak",
                new Elasticity(false, nodes, nodes, 0.3, 0.7, Duration.ZERO),
                SECOND);
    }

    /// Thresholds of 30 and 70 % on processor use and a cooldown of 10 s, and nothing else.
    public static TrialPolicy band(int most) {
        return new TrialPolicy(
                "band",
                new Elasticity(
                        true,
                        1,
                        most,
                        0.3,
                        0.7,
                        Duration.ofSeconds(10),
                        Scaling.DEFAULT.withRules(
                                List.of(new ScalingRule.Band(Measure.CPU, SECOND)))),
                SECOND);
    }

    /// A Kubernetes autoscaler as it is when nothing is said: 80 % processor use, tolerance 10 %, a
    /// turn every 15 s, shrinking calmed over 5 minutes, at most twice as many or four at a turn.
    public static TrialPolicy hpa(int most) {
        return new TrialPolicy(
                "hpa",
                new Elasticity(
                        true,
                        1,
                        most,
                        0.3,
                        0.8,
                        Duration.ofMinutes(5),
                        new Scaling(
                                List.of(new ScalingRule.Target(Measure.CPU, 80, 0.1, 0.1)), null)),
                Duration.ofSeconds(15));
    }

    /// Knative's autoscaler as it is when nothing is said: 70 % of the slots, windows of 60 and 6 s,
    /// panic at twice what is ready, a turn every 2 s.
    public static TrialPolicy kpa(int most) {
        return new TrialPolicy(
                "kpa",
                new Elasticity(
                        true,
                        1,
                        most,
                        0.3,
                        0.7,
                        Duration.ZERO,
                        new Scaling(List.of(ScalingRule.Concurrency.KNATIVE), FREE)),
                Duration.ofSeconds(2));
    }

    /// What this project does when nothing is said.
    public static TrialPolicy elastic(int most) {
        return new TrialPolicy("elastic", elasticity(most, Scaling.DEFAULT), SECOND);
    }

    /// The same without its forecast, to show what that adds.
    public static TrialPolicy withoutForecast(int most) {
        return new TrialPolicy(
                "no-forecast",
                elasticity(
                        most,
                        Scaling.DEFAULT.withRules(
                                Scaling.DEFAULT.rules().stream()
                                        .filter(r -> !(r instanceof ScalingRule.Forecast))
                                        .toList())),
                SECOND);
    }

    private static Elasticity elasticity(int most, Scaling scaling) {
        return new Elasticity(
                true,
                1,
                most,
                Elasticity.LOWER_THRESHOLD,
                Elasticity.UPPER_THRESHOLD,
                Elasticity.COOLDOWN,
                scaling);
    }
}
