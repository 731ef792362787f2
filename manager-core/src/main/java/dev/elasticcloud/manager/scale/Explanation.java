package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.scale.hpa.HorizontalScaler.Course;
import dev.elasticcloud.manager.scale.hpa.ScalingRateLimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// Puts an evaluation into words: what was seen, what each rule wanted and by which formula, what
/// held the count back, and the whole in one sentence.
final class Explanation {

    private Explanation() {}

    static Decision of(StandardAutoscaler.Step step) {
        Signals signals = step.situation().signals();
        List<Decision.Opinion> opinions =
                step.recommendations().isEmpty() ? List.of() : opinions(step);
        List<String> limits = limits(step);
        Decision decision =
                new Decision(
                        step.situation().pod().name(),
                        signals.at(),
                        signals.at(),
                        verdict(step),
                        step.current(),
                        step.wanted(),
                        inputs(signals),
                        opinions,
                        limits,
                        sentence(step, opinions, limits));
        return decision.withWarnings(
                ScalingAdvice.of(step.situation().pod(), signals.provisioning()));
    }

    private static Decision.Verdict verdict(StandardAutoscaler.Step step) {
        if (step.wanted() == step.current()) {
            return Decision.Verdict.HOLD;
        }
        return step.wanted() > step.current()
                ? Decision.Verdict.SCALE_UP
                : Decision.Verdict.SCALE_DOWN;
    }

    private static Decision.Inputs inputs(Signals signals) {
        Duration age =
                signals.usage().stream()
                        .map(u -> Duration.between(u.at(), signals.at()))
                        .max(Duration::compareTo)
                        .filter(Duration::isPositive)
                        .orElse(Duration.ZERO);
        return new Decision.Inputs(
                signals.online(),
                signals.starting(),
                signals.running(),
                signals.queued(),
                signals.arrivalRate(),
                mean(signals, NodeUsage::cpuShare),
                mean(signals, NodeUsage::memoryShare),
                age);
    }

    private static OptionalDouble mean(Signals signals, ToDoubleFunction<NodeUsage> share) {
        return signals.usage().stream().mapToDouble(share).average();
    }

    private static List<Decision.Opinion> opinions(StandardAutoscaler.Step step) {
        List<Decision.Opinion> opinions = new ArrayList<>();
        for (int i = 0; i < step.recommendations().size(); i++) {
            Recommendation recommendation = step.recommendations().get(i);
            String name = step.situation().pod().elasticity().scaling().rules().get(i).name();
            String because = recommendation.because().get();
            opinions.add(
                    new Decision.Opinion(
                            name,
                            recommendation.wanted(),
                            switch (recommendation.kind()) {
                                case COUNT -> because;
                                case BLIND -> because + ", so the count may not shrink";
                                case ABSTAIN -> because + ", so it abstains";
                            }));
        }
        return opinions;
    }

    /// What kept the count from what the rules asked, one reason for each step that did.
    private static List<String> limits(StandardAutoscaler.Step step) {
        Elasticity bounds = step.situation().pod().elasticity();
        List<String> limits = new ArrayList<>();
        if (step.floorsAlone()) {
            limits.add("forecasts and schedules alone take no nodes away");
        }
        switch (step.course()) {
            case Course.SwitchedOff ignored -> limits.add("the count is zero");
            case Course.PutRight ignored ->
                    limits.add(
                            step.current() < bounds.min()
                                    ? "min is " + bounds.min()
                                    : "max is " + bounds.max());
            case Course.Unreadable ignored ->
                    limits.add("nodes are not taken away while a rule cannot see");
            case Course.Followed followed -> {
                if (followed.calmed() > followed.asked()) {
                    limits.add(
                            "%d were wanted within the cooldown of %d s"
                                    .formatted(followed.calmed(), bounds.cooldown().toSeconds()));
                } else if (followed.calmed() < followed.asked()) {
                    limits.add(
                            "only %d were wanted all through the last seconds"
                                    .formatted(followed.calmed()));
                }
                limit(followed.limited(), bounds).ifPresent(limits::add);
            }
        }
        return limits;
    }

    private static java.util.Optional<String> limit(
            ScalingRateLimit.Limited limited, Elasticity bounds) {
        return switch (limited.reason()) {
            case WITHIN_RANGE -> java.util.Optional.empty();
            case TOO_FEW -> java.util.Optional.of("min is " + bounds.min());
            case TOO_MANY -> java.util.Optional.of("max is " + bounds.max());
            case UP_LIMIT -> java.util.Optional.of("no more may be added at once");
            case DOWN_LIMIT -> java.util.Optional.of("no more may go at once");
        };
    }

    private static String sentence(
            StandardAutoscaler.Step step, List<Decision.Opinion> opinions, List<String> limits) {
        String held = limits.isEmpty() ? "" : "; " + String.join(", ", limits);
        String leading =
                opinions.stream()
                        .max(Comparator.comparingInt(Decision.Opinion::wanted))
                        .map(o -> o.rule() + ": " + o.because())
                        .orElse("no rule has a wish");
        if (step.wanted() != step.current()) {
            return "%d → %d nodes, %s%s".formatted(step.current(), step.wanted(), leading, held);
        }
        String because =
                String.join(
                        "; ", opinions.stream().map(o -> o.rule() + ": " + o.because()).toList());
        return "Stays at %d, %s%s".formatted(step.current(), because, held);
    }
}
