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

/// A scaling policy for comparison in trials, with its documented defaults.
///
/// @param every how often it evaluates
public record TrialPolicy(String name, Elasticity elasticity, Duration every) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /// No rate limit, for policies that have their own.
    private static final ScalingBehaviour FREE =
            new ScalingBehaviour(
                    new Direction(
                            Select.MAX, Duration.ZERO, List.of(Step.percent(1_000_000, SECOND))),
                    new Direction(Select.MAX, Duration.ZERO, List.of(Step.percent(100, SECOND))));

    /// Always as many nodes as the highest load needs.
    public static TrialPolicy staticPeak(int nodes) {
        return new TrialPolicy(
                "static-peak",
                new Elasticity(false, nodes, nodes, 0.3, 0.7, Duration.ZERO),
                SECOND);
    }

    /// Only thresholds of 30 and 70 % on processor usage and a cooldown of 10 s.
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

    /// A Kubernetes autoscaler with its defaults: 80 % processor usage, tolerance 10 %, an
    /// evaluation every 15 s, a downscale stabilisation of 5 minutes, and growth to at most double
    /// or four per evaluation.
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

    /// Knative's autoscaler with its defaults: 70 % of the slots, windows of 60 and 6 s, panic at
    /// twice the ready count, an evaluation every 2 s.
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

    /// This project's defaults.
    public static TrialPolicy elastic(int most) {
        return new TrialPolicy("elastic", elasticity(most, Scaling.DEFAULT), SECOND);
    }

    /// The same without the forecast, to show its effect.
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
