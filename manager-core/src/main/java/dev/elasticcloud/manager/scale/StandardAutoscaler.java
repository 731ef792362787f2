package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import dev.elasticcloud.manager.scale.hpa.HorizontalScaler;
import dev.elasticcloud.manager.scale.hpa.MetricProposal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lets each of a pod's rules say how many nodes it wants, and follows the highest: calmed by the
/// cooldown, within the rates, and between the smallest and largest number of nodes.
public final class StandardAutoscaler implements Autoscaler {

    /// An evaluation as numbers, before it is put into words.
    ///
    /// @param floorsAlone whether fewer nodes would be wanted by rules only that may not ask for that
    record Step(
            RuleInput situation,
            List<Recommendation> recommendations,
            boolean floorsAlone,
            int wanted,
            HorizontalScaler.Course course) {

        int current() {
            return situation.current();
        }
    }

    /// A count, and what to remember.
    public record Count(int wanted, ScaleMemory memory) {}

    private record Taken(Step step, ScaleMemory memory) {}

    @Override
    public Evaluation evaluate(PodSpec pod, Signals signals, ScaleMemory memory) {
        Taken taken = take(new RuleInput(pod, signals), memory);
        return new Evaluation(Explanation.of(taken.step()), taken.memory());
    }

    /// The same evaluation without its words, for when a great many are made.
    public Count count(PodSpec pod, Signals signals, ScaleMemory memory) {
        Taken taken = take(new RuleInput(pod, signals), memory);
        return new Count(taken.step().wanted(), taken.memory());
    }

    private static Taken take(RuleInput situation, ScaleMemory before) {
        Elasticity bounds = situation.pod().elasticity();
        List<ScalingRule> rules = bounds.scaling().rules();
        List<Recommendation> recommendations = new ArrayList<>(rules.size());
        Map<String, RuleMemory> remembered = new HashMap<>();
        for (ScalingRule rule : rules) {
            Recommendation recommendation = recommendation(rule, situation, before.of(rule.name()));
            recommendations.add(recommendation);
            remembered.put(rule.name(), recommendation.memory());
        }
        int current = situation.current();
        boolean floorsAlone = floorsAlone(rules, recommendations, current);
        HorizontalScaler.Result result =
                current < bounds.min()
                        ? new HorizontalScaler.Result(
                                bounds.min(),
                                new HorizontalScaler.Course.PutRight(),
                                before.course())
                        : HorizontalScaler.turn(
                                new HorizontalScaler.Turn(
                                        current,
                                        bounds.min(),
                                        bounds.max(),
                                        proposals(recommendations, floorsAlone, current),
                                        Optional.ofNullable(bounds.scaling().behaviour()),
                                        bounds.cooldown(),
                                        situation.signals().steady()),
                                before.course());
        return new Taken(
                new Step(
                        situation,
                        recommendations,
                        floorsAlone,
                        result.replicas(),
                        result.course()),
                new ScaleMemory(result.memory(), remembered));
    }

    private static Recommendation recommendation(
            ScalingRule rule, RuleInput situation, RuleMemory before) {
        return switch (rule) {
            case ScalingRule.Band band -> UseRules.band(band, situation, before);
            case ScalingRule.Target target -> UseRules.target(target, situation);
            case ScalingRule.Concurrency concurrency ->
                    LoadRules.concurrency(concurrency, situation, before);
            case ScalingRule.Forecast forecast -> LoadRules.forecast(forecast, situation, before);
            case ScalingRule.Schedule schedule -> LoadRules.schedule(schedule, situation);
        };
    }

    /// Whether a rule says how many nodes there must be at least, and never that there are too many.
    static boolean isFloor(ScalingRule rule) {
        return switch (rule) {
            case ScalingRule.Forecast ignored -> true;
            case ScalingRule.Schedule ignored -> true;
            case ScalingRule.Band ignored -> false;
            case ScalingRule.Target ignored -> false;
            case ScalingRule.Concurrency ignored -> false;
        };
    }

    private static boolean floorsAlone(
            List<ScalingRule> rules, List<Recommendation> recommendations, int current) {
        for (int i = 0; i < recommendations.size(); i++) {
            Recommendation recommendation = recommendations.get(i);
            boolean counts = recommendation.kind() == Recommendation.Kind.COUNT;
            if (counts && (!isFloor(rules.get(i)) || recommendation.wanted() >= current)) {
                return false;
            }
        }
        return true;
    }

    /// With nothing but abstentions and floors below it, the count stays.
    private static List<MetricProposal> proposals(
            List<Recommendation> recommendations, boolean floorsAlone, int current) {
        List<MetricProposal> proposals = new ArrayList<>(recommendations.size() + 1);
        for (Recommendation recommendation : recommendations) {
            switch (recommendation.kind()) {
                case COUNT ->
                        proposals.add(new MetricProposal.Counted(recommendation.wanted(), 0, 0));
                case BLIND -> proposals.add(new MetricProposal.Failed("blind", "cannot be read"));
                case ABSTAIN -> {}
            }
        }
        if (floorsAlone) {
            proposals.add(new MetricProposal.Counted(current, 0, 0));
        }
        return proposals;
    }
}
