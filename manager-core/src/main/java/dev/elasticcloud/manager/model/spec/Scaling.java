package dev.elasticcloud.manager.model.spec;

import dev.elasticcloud.manager.model.spec.ScalingBehaviour.Direction;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour.Select;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour.Step;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules that a pod is scaled by, and how fast its count may follow them.
///
/// @param behaviour if absent, the count behaves like a Kubernetes autoscaler that declares none:
///     each evaluation sets the highest recommendation within the cooldown, but at most doubles
///     the count or raises it to four
public record Scaling(List<ScalingRule> rules, @Nullable ScalingBehaviour behaviour) {

    /// The default rules: concurrency, so that running and queued jobs fit; the owner's band of
    /// usage; and a forecast, to stay ahead of foreseeable demand.
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
                    "Each kind of rule may be given once: remove the repeated ones");
        }
    }

    /// The behaviour, or Kubernetes' documented default if there is none.
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
