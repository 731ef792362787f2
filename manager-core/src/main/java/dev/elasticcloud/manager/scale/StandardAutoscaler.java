package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.observed.HostSignals;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import dev.elasticcloud.manager.scale.brake.BrakeMemory;
import dev.elasticcloud.manager.scale.brake.HostBrakes;
import dev.elasticcloud.manager.scale.hpa.HorizontalScaler;
import dev.elasticcloud.manager.scale.hpa.MetricProposal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Follows the highest recommendation of a pod's rules: stabilised by the cooldown, within the
/// rate limits, between min and max, and within the capacity of the host.
public final class StandardAutoscaler implements Autoscaler {

    /// Counts the versions of the policy that decide differently for some input or say it in other
    /// words. It is recorded with each decision, so that one made by another version is recognised.
    public static final int VERSION = 1;

    /// An evaluation as numbers, without its text.
    ///
    /// @param floorsAlone whether only rules that may not shrink the count want fewer nodes
    /// @param result the recommendations after cooldown, rates and bounds
    /// @param braked that result after the host's brakes
    record Calculation(
            RuleInput input,
            List<Recommendation> recommendations,
            boolean floorsAlone,
            HorizontalScaler.Result result,
            HostBrakes.Result braked,
            ScaleMemory memory) {

        int current() {
            return input.current();
        }

        int wanted() {
            return braked.wanted();
        }

        /// How many nodes the pod can use now: the rules' recommendation, within the bounds, but
        /// no more than its jobs need or its schedule sets. A forecast or a recent mean may ask
        /// for more, but on a full host those nodes are more useful to a pod whose jobs wait. The
        /// jobs also bound nodes kept because a rule has no data, or because only floors ask for
        /// fewer.
        int asked() {
            boolean mayShrink = !floorsAlone;
            int asked = 0;
            for (Recommendation recommendation : recommendations) {
                switch (recommendation.kind()) {
                    case COUNT -> asked = Math.max(asked, recommendation.wanted());
                    case BLIND -> mayShrink = false;
                    case ABSTAIN -> {}
                }
            }
            Elasticity bounds = input.pod().elasticity();
            int byRules = mayShrink ? asked : Math.max(asked, current());
            int usable =
                    Math.max(
                            input.signals().running() + input.signals().queued(),
                            scheduled(bounds.scaling().rules(), recommendations));
            return bounds.clamp(Math.min(byRules, usable));
        }
    }

    /// A count, and what to remember.
    public record Count(int wanted, ScaleMemory memory) {}

    @Override
    public Evaluation evaluate(PodSpec pod, Signals signals, ScaleMemory memory) {
        Calculation calculation = calculate(new RuleInput(pod, signals), memory);
        return new Evaluation(
                Explanation.of(calculation), calculation.memory(), calculation.asked());
    }

    /// The same evaluation without its text, for replays of many evaluations.
    public Count count(PodSpec pod, Signals signals, ScaleMemory memory) {
        Calculation calculation = calculate(new RuleInput(pod, signals), memory);
        return new Count(calculation.wanted(), calculation.memory());
    }

    private static Calculation calculate(RuleInput input, ScaleMemory before) {
        Elasticity bounds = input.pod().elasticity();
        List<ScalingRule> rules = bounds.scaling().rules();
        List<Recommendation> recommendations = new ArrayList<>(rules.size());
        Map<String, RuleMemory> remembered = new HashMap<>();
        for (ScalingRule rule : rules) {
            Recommendation recommendation = recommendation(rule, input, before.of(rule.name()));
            recommendations.add(recommendation);
            remembered.put(rule.name(), recommendation.memory());
        }
        int current = input.current();
        boolean floorsAlone = floorsAlone(rules, recommendations, current);
        HorizontalScaler.Memory past = before.course();
        Optional<ScalingBehaviour> behaviour = Optional.ofNullable(bounds.scaling().behaviour());
        HorizontalScaler.Result result =
                current < bounds.min()
                        ? new HorizontalScaler.Result(
                                bounds.min(), new HorizontalScaler.Course.PutRight(), past)
                        : HorizontalScaler.turn(
                                new HorizontalScaler.Turn(
                                        current,
                                        bounds.min(),
                                        bounds.max(),
                                        proposals(recommendations, floorsAlone, current),
                                        behaviour,
                                        bounds.cooldown(),
                                        spares(input.signals()),
                                        input.signals().steady()),
                                past);
        HostBrakes.Result braked =
                braked(input, result, scheduled(rules, recommendations), before.brakes());
        int change = current < bounds.min() ? 0 : braked.wanted() - current;
        return new Calculation(
                input,
                recommendations,
                floorsAlone,
                result,
                braked,
                new ScaleMemory(
                        new HorizontalScaler.Memory(
                                result.memory().window(), past.grown(), past.shrunk()),
                        new ScaleMemory.Change(change, behaviour, input.signals().steady()),
                        remembered,
                        braked.memory()));
    }

    /// Warm spares ready to serve; none without a known host.
    static int spares(Signals signals) {
        HostSignals host = signals.host();
        return host == null ? 0 : host.spares();
    }

    /// Without a known host there are no brakes, and no brake keeps a count outside its bounds.
    private static HostBrakes.Result braked(
            RuleInput input, HorizontalScaler.Result result, int scheduled, BrakeMemory before) {
        HostSignals host = input.signals().host();
        if (host == null) {
            return new HostBrakes.Result(result.replicas(), List.of(), BrakeMemory.NOTHING);
        }
        int min = input.pod().elasticity().min();
        HostBrakes.Request request =
                new HostBrakes.Request(
                        input.signals(),
                        host,
                        input.current(),
                        result.replicas(),
                        Math.max(min, scheduled),
                        min);
        return result.course() instanceof HorizontalScaler.Course.PutRight
                ? new HostBrakes.Result(
                        result.replicas(), List.of(), HostBrakes.remember(request, before))
                : HostBrakes.apply(request, before);
    }

    /// The number of nodes scheduled for now.
    private static int scheduled(List<ScalingRule> rules, List<Recommendation> recommendations) {
        int scheduled = 0;
        for (int i = 0; i < recommendations.size(); i++) {
            Recommendation recommendation = recommendations.get(i);
            if (rules.get(i) instanceof ScalingRule.Schedule
                    && recommendation.kind() == Recommendation.Kind.COUNT) {
                scheduled = Math.max(scheduled, recommendation.wanted());
            }
        }
        return scheduled;
    }

    private static Recommendation recommendation(
            ScalingRule rule, RuleInput input, RuleMemory before) {
        return switch (rule) {
            case ScalingRule.Band band -> UseRules.band(band, input, before);
            case ScalingRule.Target target -> UseRules.target(target, input);
            case ScalingRule.Concurrency concurrency ->
                    LoadRules.concurrency(concurrency, input, before);
            case ScalingRule.Forecast forecast -> LoadRules.forecast(forecast, input, before);
            case ScalingRule.Schedule schedule -> LoadRules.schedule(schedule, input);
        };
    }

    /// Whether a rule only sets a minimum and never asks for fewer nodes.
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

    /// If there are only abstentions and lower floors, the count stays.
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
