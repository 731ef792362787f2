package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.record.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// Puts an evaluation into words: what was seen, what each rule wanted and by which formula, what
/// limited the count, and the whole in one sentence.
final class Explanation {

    private Explanation() {}

    static Decision of(StandardAutoscaler.Calculation calculation) {
        Signals signals = calculation.input().signals();
        Decision decision =
                new Decision(
                        calculation.input().pod().name(),
                        signals.at(),
                        signals.at(),
                        verdict(calculation.current(), calculation.wanted()),
                        calculation.current(),
                        calculation.wanted(),
                        inputs(signals),
                        opinions(calculation),
                        List.of(),
                        "");
        return worded(decision, Limits.of(calculation))
                .withWarnings(ScalingAdvice.of(calculation.input().pod(), signals.provisioning()));
    }

    /// A decision with its count moved by one more brake.
    static Decision held(Decision decision, int nodes, Decision.Brake brake) {
        List<Decision.Brake> brakes = new ArrayList<>();
        brakes.add(brake);
        decision.brakes().stream()
                .filter(b -> b.allowed() == nodes && b.kind() != brake.kind())
                .forEach(brakes::add);
        return worded(
                decision.withWanted(verdict(decision.nodes(), nodes), nodes), List.copyOf(brakes));
    }

    private static Decision worded(Decision decision, List<Decision.Brake> brakes) {
        Decision braked = decision.withBrakes(brakes);
        return braked.withSentence(sentence(braked));
    }

    private static Decision.Verdict verdict(int nodes, int wanted) {
        if (wanted == nodes) {
            return Decision.Verdict.HOLD;
        }
        return wanted > nodes ? Decision.Verdict.SCALE_UP : Decision.Verdict.SCALE_DOWN;
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
                            },
                            recommendation.strict() == recommendation.wanted()
                                    ? null
                                    : recommendation.strict()));
        }
        return opinions;
    }

    private static String sentence(Decision decision) {
        List<String> limits = decision.limitedBy();
        String held = limits.isEmpty() ? "" : "; " + String.join(", ", limits);
        if (decision.changesCount()) {
            String leading =
                    decision.leading()
                            .map(o -> o.rule() + ": " + o.because())
                            .orElse("no rule wants a count");
            return "%d → %d nodes, %s%s"
                    .formatted(decision.nodes(), decision.wanted(), leading, held);
        }
        String because =
                String.join(
                        "; ",
                        decision.opinions().stream()
                                .map(o -> o.rule() + ": " + o.because())
                                .toList());
        return "Stays at %d, %s%s".formatted(decision.nodes(), because, held);
    }
}
