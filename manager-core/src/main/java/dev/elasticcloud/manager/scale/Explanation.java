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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// Puts an evaluation into words: what was seen, what each rule wanted and by which formula, what
/// held the count back, and the whole in one sentence.
final class Explanation {

    private Explanation() {}

    static Decision of(StandardAutoscaler.Calculation calculation) {
        Signals signals = calculation.input().signals();
        List<Decision.Opinion> opinions =
                calculation.recommendations().isEmpty() ? List.of() : opinions(calculation);
        List<String> limits = limits(calculation);
        Decision decision =
                new Decision(
                        calculation.input().pod().name(),
                        signals.at(),
                        signals.at(),
                        verdict(calculation),
                        calculation.current(),
                        calculation.wanted(),
                        inputs(signals),
                        opinions,
                        limits,
                        sentence(calculation, opinions, limits));
        return decision.withWarnings(
                ScalingAdvice.of(calculation.input().pod(), signals.provisioning()));
    }

    private static Decision.Verdict verdict(StandardAutoscaler.Calculation calculation) {
        if (calculation.wanted() == calculation.current()) {
            return Decision.Verdict.HOLD;
        }
        return calculation.wanted() > calculation.current()
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

    private static List<Decision.Opinion> opinions(StandardAutoscaler.Calculation calculation) {
        List<Decision.Opinion> opinions = new ArrayList<>();
        for (int i = 0; i < calculation.recommendations().size(); i++) {
            Recommendation recommendation = calculation.recommendations().get(i);
            String name = calculation.input().pod().elasticity().scaling().rules().get(i).name();
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
    private static List<String> limits(StandardAutoscaler.Calculation calculation) {
        Elasticity bounds = calculation.input().pod().elasticity();
        List<String> limits = new ArrayList<>();
        if (calculation.floorsAlone()) {
            limits.add("forecasts and schedules alone take no nodes away");
        }
        switch (calculation.course()) {
            case Course.SwitchedOff ignored -> limits.add("the count is zero");
            case Course.PutRight ignored ->
                    limits.add(
                            calculation.current() < bounds.min()
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

    private static Optional<String> limit(ScalingRateLimit.Limited limited, Elasticity bounds) {
        return switch (limited.reason()) {
            case WITHIN_RANGE -> Optional.empty();
            case TOO_FEW -> Optional.of("min is " + bounds.min());
            case TOO_MANY -> Optional.of("max is " + bounds.max());
            case UP_LIMIT -> Optional.of("no more may be added at once");
            case DOWN_LIMIT -> Optional.of("no more may go at once");
        };
    }

    private static String sentence(
            StandardAutoscaler.Calculation calculation,
            List<Decision.Opinion> opinions,
            List<String> limits) {
        String held = limits.isEmpty() ? "" : "; " + String.join(", ", limits);
        String leading =
                opinions.stream()
                        .max(Comparator.comparingInt(Decision.Opinion::wanted))
                        .map(o -> o.rule() + ": " + o.because())
                        .orElse("no rule wants a count");
        if (calculation.wanted() != calculation.current()) {
            return "%d → %d nodes, %s%s"
                    .formatted(calculation.current(), calculation.wanted(), leading, held);
        }
        String because =
                String.join(
                        "; ", opinions.stream().map(o -> o.rule() + ": " + o.because()).toList());
        return "Stays at %d, %s%s".formatted(calculation.current(), because, held);
    }
}
