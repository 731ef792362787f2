package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import dev.elasticcloud.manager.scale.kubernetes.HorizontalScaler;
import dev.elasticcloud.manager.scale.kubernetes.Proposal;

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
            Situation situation,
            List<Vote> votes,
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
        Taken taken = take(new Situation(pod, signals), memory);
        return new Evaluation(Explanation.of(taken.step()), taken.memory());
    }

    /// The same evaluation without its words, for when a great many are made.
    public Count count(PodSpec pod, Signals signals, ScaleMemory memory) {
        Taken taken = take(new Situation(pod, signals), memory);
        return new Count(taken.step().wanted(), taken.memory());
    }

    private static Taken take(Situation situation, ScaleMemory before) {
        Elasticity bounds = situation.pod().elasticity();
        List<ScalingRule> rules = bounds.scaling().rules();
        List<Vote> votes = new ArrayList<>(rules.size());
        Map<String, RuleMemory> remembered = new HashMap<>();
        for (ScalingRule rule : rules) {
            Vote vote = vote(rule, situation, before.of(rule.name()));
            votes.add(vote);
            remembered.put(rule.name(), vote.memory());
        }
        int current = situation.current();
        boolean floorsAlone = floorsAlone(rules, votes, current);
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
                                        proposals(votes, floorsAlone, current),
                                        Optional.ofNullable(bounds.scaling().behaviour()),
                                        bounds.cooldown(),
                                        situation.signals().at()),
                                before.course());
        return new Taken(
                new Step(situation, votes, floorsAlone, result.replicas(), result.course()),
                new ScaleMemory(result.memory(), remembered));
    }

    private static Vote vote(ScalingRule rule, Situation situation, RuleMemory before) {
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

    private static boolean floorsAlone(List<ScalingRule> rules, List<Vote> votes, int current) {
        for (int i = 0; i < votes.size(); i++) {
            Vote vote = votes.get(i);
            boolean counts = vote.kind() == Vote.Kind.COUNT;
            if (counts && (!isFloor(rules.get(i)) || vote.wanted() >= current)) {
                return false;
            }
        }
        return true;
    }

    /// With nothing but abstentions and floors below it, the count stays.
    private static List<Proposal> proposals(List<Vote> votes, boolean floorsAlone, int current) {
        List<Proposal> proposals = new ArrayList<>(votes.size() + 1);
        for (Vote vote : votes) {
            switch (vote.kind()) {
                case COUNT -> proposals.add(new Proposal.Counted(vote.wanted(), 0, 0));
                case BLIND -> proposals.add(new Proposal.Failed("blind", "cannot be read"));
                case ABSTAIN -> {}
            }
        }
        if (floorsAlone) {
            proposals.add(new Proposal.Counted(current, 0, 0));
        }
        return proposals;
    }
}
