package dev.elasticcloud.manager.model.spec;

import dev.elasticcloud.manager.model.spec.ScalingBehaviour.Direction;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour.Select;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour.Step;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// By which rules a pod is scaled, and how fast its count may follow them.
///
/// @param behaviour without one, the count does as a Kubernetes autoscaler that declares none: at
///     each evaluation it goes to the highest wish within the cooldown, by at most twice or to four
public record Scaling(List<ScalingRule> rules, @Nullable ScalingBehaviour behaviour) {

    /// What a pod is scaled by when nothing is said: what runs and waits must fit, use stays in the
    /// owner's band, and a forecast keeps ahead of what it can foresee.
    public static final Scaling DEFAULT =
            new Scaling(
                    List.of(
                            new ScalingRule.Concurrency(
                                    1,
                                    Duration.ofSeconds(1),
                                    Duration.ofSeconds(1),
                                    1000,
                                    1000,
                                    1000,
                                    Duration.ZERO,
                                    0),
                            new ScalingRule.Band(Measure.CPU, Duration.ofSeconds(15)),
                            ScalingRule.Forecast.STANDARD),
                    new ScalingBehaviour(
                            new Direction(
                                    Select.MAX,
                                    Duration.ZERO,
                                    List.of(
                                            Step.nodes(4, Duration.ofSeconds(5)),
                                            Step.percent(100, Duration.ofSeconds(5)))),
                            new Direction(
                                    Select.MAX,
                                    Duration.ofSeconds(10),
                                    List.of(
                                            Step.nodes(1, Duration.ofSeconds(5)),
                                            Step.percent(50, Duration.ofSeconds(5))))));

    public Scaling {
        rules = List.copyOf(rules);
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("Give at least one rule to scale by");
        }
        if (new HashSet<>(rules.stream().map(ScalingRule::name).toList()).size() < rules.size()) {
            throw new IllegalArgumentException(
                    "Each kind of rule may be given once: take out those given twice");
        }
    }

    /// The behaviour, or what Kubernetes documents as its default where there is none.
    public ScalingBehaviour declared() {
        ScalingBehaviour known = behaviour;
        return known == null ? ScalingBehaviour.KUBERNETES : known;
    }

    public Scaling withRules(List<ScalingRule> changed) {
        return new Scaling(changed, behaviour);
    }

    Scaling withCooldown(Duration cooldown) {
        ScalingBehaviour declared = behaviour;
        if (declared == null) {
            return this;
        }
        Direction down = declared.down();
        return down.calm().equals(cooldown)
                ? this
                : new Scaling(rules, new ScalingBehaviour(declared.up(), down.withCalm(cooldown)));
    }
}
