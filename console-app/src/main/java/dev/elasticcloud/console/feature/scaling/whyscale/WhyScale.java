package dev.elasticcloud.console.feature.scaling.whyscale;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Decision.Brake;
import dev.elasticcloud.manager.model.record.Decision.Opinion;
import dev.elasticcloud.manager.model.record.Hold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// One decision on an axis of node counts: a dot for each rule, an arrow for each brake from the wish
/// to what it allowed, and the result.
///
/// @param most the end of the axis
/// @param nodes how many there were
/// @param wanted how many were wanted from then on
public record WhyScale(int most, int nodes, int wanted, List<Row> rows) {

    private static final int LEAST = 4;
    private static final int MOST_TICKS = 10;

    public WhyScale {
        rows = List.copyOf(rows);
    }

    /// What a row shows.
    public enum Kind {
        /// A rule that does not determine the count.
        RULE,
        /// The rule that does.
        LEADING,
        BRAKE,
        /// The result.
        DONE
    }

    /// @param style what kind of brake it is, as a style class; empty for the others
    /// @param from where its arrow begins; of a rule it is `to`
    public record Row(Kind kind, String name, String style, int from, int to, String because) {

        public boolean moves() {
            return from != to;
        }

        /// The row in words.
        public String spoken() {
            return switch (kind) {
                case RULE, LEADING -> text("scaling.whyScale.wants", name, to, because);
                case BRAKE -> text("scaling.whyScale.holds", name, from, to, because);
                case DONE -> text("scaling.whyScale.done", from, to, because);
            };
        }
    }

    /// @param served what became of the decision, in words
    public static WhyScale of(Decision decision, String served) {
        List<Row> rows = new ArrayList<>();
        Opinion leading = decision.leading().orElse(null);
        decision.opinions().stream()
                .sorted(Comparator.comparingInt(Opinion::wanted))
                .forEach(
                        opinion ->
                                rows.add(
                                        new Row(
                                                opinion.equals(leading) ? Kind.LEADING : Kind.RULE,
                                                opinion.rule(),
                                                "",
                                                opinion.wanted(),
                                                opinion.wanted(),
                                                opinion.because())));
        int at = leading == null ? decision.wanted() : leading.wanted();
        for (Brake brake : towards(decision, at)) {
            rows.add(
                    new Row(
                            Kind.BRAKE,
                            Names.of(brake.kind()),
                            style(brake.kind()),
                            at,
                            brake.allowed(),
                            brake.because()));
            at = brake.allowed();
        }
        Hold.of(decision)
                .filter(hold -> hold.cause() == Hold.Cause.TOLERANCE)
                .ifPresent(
                        hold ->
                                rows.add(
                                        new Row(
                                                Kind.BRAKE,
                                                Names.of(hold.cause()),
                                                style(hold.cause()),
                                                hold.wished(),
                                                hold.allowed(),
                                                hold.because())));
        rows.add(
                new Row(
                        Kind.DONE,
                        text("scaling.why.done"),
                        "",
                        decision.nodes(),
                        decision.wanted(),
                        served));
        int most =
                rows.stream()
                        .flatMapToInt(row -> IntStream.of(row.from(), row.to()))
                        .max()
                        .orElse(LEAST);
        return new WhyScale(Math.max(LEAST, most), decision.nodes(), decision.wanted(), rows);
    }

    /// The brakes in the order in which they pull the wish to the result.
    private static List<Brake> towards(Decision decision, int wish) {
        Comparator<Brake> upwards = Comparator.comparingInt(Brake::allowed);
        return decision.brakes().stream()
                .sorted(wish > decision.wanted() ? upwards.reversed() : upwards)
                .toList();
    }

    private static String style(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The counts that the axis names.
    List<Integer> ticks() {
        int step = 1;
        for (int next : new int[] {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}) {
            step = next;
            if (most / next <= MOST_TICKS) {
                break;
            }
        }
        int by = step;
        return IntStream.rangeClosed(0, most / by).mapToObj(i -> i * by).toList();
    }
}
