package dev.elasticcloud.console.cli.command.record;

import dev.elasticcloud.console.cli.output.AnsiStyle;
import dev.elasticcloud.console.cli.output.Formats;
import dev.elasticcloud.console.cli.output.Table;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Hold;
import dev.elasticcloud.manager.model.record.Reaction;
import dev.elasticcloud.manager.model.record.Reaction.Course;
import dev.elasticcloud.manager.model.record.Reaction.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decisions, and the steps in which their nodes came, as tables.
final class DecisionTables {

    static final Table<Decision> DECISIONS =
            Table.<Decision>empty()
                    .with("AT", "at", Decision::at)
                    .with("VERDICT", "verdict", d -> Formats.of(d.verdict()), Decision::verdict)
                    .styled(d -> d.changesCount() ? AnsiStyle.STRONG : AnsiStyle.FAINT)
                    .with("NODES", "nodes", d -> d.nodes() + " → " + d.wanted(), Decision::nodes)
                    .data("wanted", Decision::wanted)
                    .data("until", Decision::until)
                    .data("online", d -> d.inputs().online())
                    .data("running", d -> d.inputs().running())
                    .data("queued", d -> d.inputs().queued())
                    .data("cpuShare", d -> d.inputs().cpuShare())
                    .data("limitedBy", Decision::limitedBy)
                    .with(
                            "REACTION",
                            "reaction",
                            d -> totals(d.reaction()),
                            d -> values(d.reaction()))
                    .with("WHY", "why", Decision::sentence);

    static final Table<StepRow> STEPS =
            Table.<StepRow>empty()
                    .with("AT", "at", StepRow::at)
                    .with("NODE", "node", StepRow::node)
                    .with("WAY", "way", StepRow::way)
                    .with("STEP", "step", StepRow::step)
                    .with("TOOK", "took", row -> millis(row.took()), StepRow::took)
                    .with("TOTAL", "total", row -> millis(row.total()), StepRow::total);

    static final Table<Hold> HOLDS =
            Table.<Hold>empty()
                    .with("FROM", "from", Hold::from)
                    .with("UNTIL", "until", Hold::until)
                    .words("FOR", hold -> Formats.of(Duration.between(hold.from(), hold.until())))
                    .with("HELD BY", "cause", h -> Formats.of(h.cause()), Hold::cause)
                    .data("direction", Hold::direction)
                    .with("WISHED", "wished", Hold::wished)
                    .with("ALLOWED", "allowed", Hold::allowed)
                    .with("WHY", "why", Hold::because);

    /// One step of one node.
    ///
    /// @param took since the step before
    /// @param total since the first job waited, or since the decision if none did
    record StepRow(
            Instant at, String node, String way, String step, Duration took, Duration total) {}

    private DecisionTables() {}

    /// The fastest node of each way: `warm 98 ms, cold 888 ms`.
    private static String totals(@Nullable Reaction reaction) {
        if (reaction == null) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        for (Way way : Way.values()) {
            Optional<Duration> fastest =
                    reaction.nodes().stream()
                            .filter(course -> course.way() == way)
                            .flatMap(course -> reaction.total(course).stream())
                            .min(Duration::compareTo);
            fastest.ifPresent(total -> parts.add(Formats.of(way) + " " + millis(total)));
        }
        return parts.isEmpty() ? "no node yet" : String.join(", ", parts);
    }

    private static @Nullable Object values(@Nullable Reaction reaction) {
        if (reaction == null) {
            return null;
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("waited", reaction.waited());
        List<Object> nodes = new ArrayList<>();
        for (Course course : reaction.nodes()) {
            Map<String, Object> steps = new LinkedHashMap<>();
            course.steps().forEach(step -> steps.put(Formats.of(step.milestone()), step.after()));
            nodes.add(Map.of("node", course.node(), "way", course.way(), "steps", steps));
        }
        values.put("nodes", nodes);
        return values;
    }

    /// Every step of every node that these decisions added.
    static List<StepRow> steps(List<Decision> decisions) {
        List<StepRow> rows = new ArrayList<>();
        for (Decision decision : decisions) {
            Reaction reaction = decision.reaction();
            if (reaction != null) {
                reaction.nodes().forEach(course -> add(rows, decision.at(), reaction, course));
            }
        }
        return rows;
    }

    private static void add(List<StepRow> rows, Instant at, Reaction reaction, Course course) {
        String node = course.node().value();
        String way = Formats.of(course.way());
        Duration waited = Objects.requireNonNullElse(reaction.waited(), Duration.ZERO);
        if (reaction.waited() != null) {
            rows.add(new StepRow(at, node, way, "decided", waited, waited));
        }
        Duration before = Duration.ZERO;
        for (Reaction.Step step : course.steps()) {
            rows.add(
                    new StepRow(
                            at,
                            node,
                            way,
                            Formats.of(step.milestone()),
                            step.after().minus(before),
                            waited.plus(step.after())));
            before = step.after();
        }
    }

    private static String millis(Duration time) {
        return "%d ms".formatted(Math.round(time.toNanos() / 1e6));
    }
}
