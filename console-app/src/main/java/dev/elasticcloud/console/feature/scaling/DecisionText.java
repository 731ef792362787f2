package dev.elasticcloud.console.feature.scaling;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.text.ElapsedTime;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.console.text.Numbers;
import dev.elasticcloud.manager.model.record.Decision;
import java.util.Locale;
import java.util.stream.Collectors;

/// Describes decisions in words.
final class DecisionText {

    private DecisionText() {}

    /// Such as `▲ 3 → 6` or `= 6`.
    static String change(Decision decision) {
        return switch (decision.verdict()) {
            case SCALE_UP -> "▲ " + decision.nodes() + " → " + decision.wanted();
            case SCALE_DOWN -> "▼ " + decision.nodes() + " → " + decision.wanted();
            case HOLD -> "= " + decision.wanted();
        };
    }

    /// The brakes that limited it, in a word or two each; may be empty.
    static String heldBy(Decision decision) {
        return decision.brakes().stream()
                .map(brake -> Names.of(brake.kind()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /// The inputs of the decision.
    static String inputs(Decision decision) {
        Decision.Inputs in = decision.inputs();
        return text(
                "scaling.inputs",
                Figures.percent(in.cpuShare()),
                Figures.percent(in.memoryShare()),
                in.online(),
                in.starting(),
                in.running(),
                in.queued(),
                Numbers.decimals(1, in.arrivalRate()),
                in.usageAge().toMillis() < 1000
                        ? in.usageAge().toMillis() + " ms"
                        : ElapsedTime.inSeconds(in.usageAge()));
    }

    static boolean contains(Decision decision, String words) {
        String all =
                (change(decision)
                                + " "
                                + Names.of(decision.verdict())
                                + " "
                                + decision.sentence()
                                + " "
                                + heldBy(decision)
                                + " "
                                + String.join(" ", decision.limitedBy())
                                + " "
                                + decision.opinions())
                        .toLowerCase(Locale.ROOT);
        for (String word : words.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
