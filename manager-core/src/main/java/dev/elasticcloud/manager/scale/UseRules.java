package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.Measure;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import dev.elasticcloud.manager.scale.hpa.MetricProposal;
import dev.elasticcloud.manager.scale.hpa.Replica;
import dev.elasticcloud.manager.scale.hpa.ReplicaCalculator;
import dev.elasticcloud.manager.scale.hpa.ReplicaGroups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The rules based on nodes' usage of their limits.
final class UseRules {

    private static final long WHOLE = 1000;

    private UseRules() {}

    /// The owner's band. Usage is averaged in whole nodes' worth, so that nodes added or removed
    /// within the window do not distort it.
    static Recommendation band(ScalingRule.Band rule, RuleInput input, RuleMemory before) {
        Signals signals = input.signals();
        int current = input.current();
        SlidingMean past = before instanceof RuleMemory.Use use ? use.busy() : SlidingMean.EMPTY;
        int measured = signals.usage().size();
        if (measured == 0) {
            return new Recommendation(
                    Recommendation.Kind.BLIND,
                    current,
                    () -> rule.of().words() + " is not known yet",
                    new RuleMemory.Use(past));
        }
        SlidingMean busy =
                past.with(sum(signals.usage(), rule.of()), signals.steady(), rule.window());
        RuleMemory memory = new RuleMemory.Use(busy);
        Elasticity band = input.pod().elasticity();
        double use = busy.over(rule.window()) / measured;
        double middle = (band.lowerThreshold() + band.upperThreshold()) / 2;
        // When the minimum is 0, an idle node's usage is no reason to keep the last node.
        boolean none = band.min() == 0 && input.load() == 0;
        int needed = none ? 0 : Math.max(1, RuleInput.nodes(measured * use / middle));
        if (use > band.upperThreshold()) {
            return Recommendation.count(
                    Math.max(current, needed),
                    () ->
                            step(rule.of(), use, "above", band.upperThreshold())
                                    + formula(measured, use, middle, needed),
                    memory);
        }
        if (use < band.lowerThreshold()) {
            return Recommendation.count(
                    Math.min(current, needed),
                    () ->
                            step(rule.of(), use, "below", band.lowerThreshold())
                                    + (none
                                            ? "no job needs a node"
                                            : formula(measured, use, middle, needed)),
                    memory);
        }
        return Recommendation.count(
                        current,
                        () ->
                                "%s %s is between %s and %s"
                                        .formatted(
                                                rule.of().words(),
                                                percent(use),
                                                percent(band.lowerThreshold()),
                                                percent(band.upperThreshold())),
                        memory)
                .tolerating(needed);
    }

    private static double sum(List<NodeUsage> usage, Measure of) {
        double sum = 0;
        for (NodeUsage one : usage) {
            sum += one.share(of);
        }
        return sum;
    }

    private static String step(Measure of, double use, String side, double threshold) {
        return "%s %s is %s %s: ".formatted(of.words(), percent(use), side, percent(threshold));
    }

    private static String formula(int measured, double use, double middle, int needed) {
        return "ceil(%d × %s / %s) = %d".formatted(measured, percent(use), percent(middle), needed);
    }

    /// Target tracking: starting nodes are unready replicas, and online nodes without a sample are
    /// replicas without a reading.
    static Recommendation target(ScalingRule.Target rule, RuleInput input) {
        Signals signals = input.signals();
        int current = input.current();
        List<Replica> replicas = new ArrayList<>();
        Map<String, Replica.Sample> samples = new HashMap<>();
        for (NodeUsage one : signals.usage()) {
            String name = "node-" + replicas.size();
            replicas.add(Replica.serving(name, WHOLE));
            samples.put(name, Replica.Sample.of(Math.round(one.share(rule.of()) * WHOLE)));
        }
        while (replicas.size() < signals.online()) {
            replicas.add(Replica.serving("node-" + replicas.size(), WHOLE));
        }
        for (int i = 0; i < signals.starting(); i++) {
            replicas.add(
                    new Replica("starting-" + i, Replica.Phase.PENDING, false, null, null, WHOLE));
        }
        MetricProposal proposal =
                new ReplicaCalculator(
                                rule.toleranceDown(),
                                rule.toleranceUp(),
                                ReplicaGroups.Patience.DEFAULT)
                        .utilisation(
                                current,
                                rule.percent(),
                                new ReplicaCalculator.PerReplica(
                                        replicas,
                                        samples,
                                        rule.of().name().toLowerCase(Locale.ROOT),
                                        signals.steady()));
        return switch (proposal) {
            case MetricProposal.Counted counted ->
                    Recommendation.count(
                                    counted.replicas(),
                                    () -> tracked(rule, input, counted),
                                    RuleMemory.None.INSTANCE)
                            .tolerating(strict(rule, input, counted));
            case MetricProposal.Failed failed ->
                    new Recommendation(
                            Recommendation.Kind.BLIND,
                            current,
                            () -> rule.of().words() + " cannot be read: " + failed.message(),
                            RuleMemory.None.INSTANCE);
        };
    }

    private static String tracked(
            ScalingRule.Target rule, RuleInput input, MetricProposal.Counted counted) {
        String use =
                "%s %d %% of a target of %d %%"
                        .formatted(rule.of().words(), counted.percent(), rule.percent());
        return counted.replicas() == input.current()
                ? use + " asks for no change"
                : "%s: ceil(%d × %d / %d), starting nodes counted as idle, = %d"
                        .formatted(
                                use,
                                input.signals().usage().size(),
                                counted.percent(),
                                rule.percent(),
                                counted.replicas());
    }

    /// The count without tolerance, where the rule asks for no change.
    private static int strict(
            ScalingRule.Target rule, RuleInput input, MetricProposal.Counted counted) {
        int measured = input.signals().usage().size();
        return counted.replicas() != input.current() || measured != input.current()
                ? counted.replicas()
                : RuleInput.nodes((double) measured * counted.percent() / rule.percent());
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
