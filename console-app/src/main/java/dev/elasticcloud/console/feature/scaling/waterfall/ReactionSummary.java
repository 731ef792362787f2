package dev.elasticcloud.console.feature.scaling.waterfall;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Reaction;
import dev.elasticcloud.manager.model.record.Reaction.Milestone;
import dev.elasticcloud.manager.model.record.Reaction.Way;
import java.util.List;
import java.util.Objects;

/// How long the latest reactions of a pod took, by way.
///
/// @param lines such as `last 30, warm: p50 91 ms, p95 104 ms`
public record ReactionSummary(List<String> lines) {

    private static final int MOST = 30;

    public ReactionSummary {
        lines = List.copyOf(lines);
    }

    /// @param decisions newest first
    public static ReactionSummary of(List<Decision> decisions) {
        return new ReactionSummary(
                List.of(Way.WARM, Way.COLD).stream()
                        .map(way -> line(way, totals(decisions, way)))
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    /// The fastest node of each decision that has answered; of the latest decisions, sorted.
    private static List<Double> totals(List<Decision> decisions, Way way) {
        return decisions.stream()
                .map(Decision::reaction)
                .filter(Objects::nonNull)
                .map(reaction -> fastest(reaction, way))
                .filter(total -> !Double.isNaN(total))
                .limit(MOST)
                .sorted()
                .toList();
    }

    private static double fastest(Reaction reaction, Way way) {
        return reaction.nodes().stream()
                .filter(c -> c.way() == way && c.after(Milestone.ANSWERED).isPresent())
                .flatMap(course -> reaction.total(course).stream())
                .mapToDouble(Waterfall::ms)
                .min()
                .orElse(Double.NaN);
    }

    private static String line(Way way, List<Double> sorted) {
        if (sorted.isEmpty()) {
            return "";
        }
        String half = Waterfall.millis(percentile(sorted, 0.5));
        String most = Waterfall.millis(percentile(sorted, 0.95));
        return way == Way.WARM
                ? text("scaling.waterfall.lastWarm", sorted.size(), half, most)
                : text("scaling.waterfall.lastCold", sorted.size(), half, most);
    }

    private static double percentile(List<Double> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
