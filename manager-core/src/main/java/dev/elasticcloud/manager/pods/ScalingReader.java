package dev.elasticcloud.manager.pods;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.model.spec.Measure;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour.Direction;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour.Select;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour.Step;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads the lists under `elasticity.rules`, `elasticity.up` and `elasticity.down`.
final class ScalingReader {

    /// The keys that each kind of rule has besides `kind`.
    private static final Map<String, Set<String>> KINDS =
            new TreeMap<>(
                    Map.of(
                            "band", Set.of("of", "window"),
                            "target", Set.of("of", "percent", "toleranceDown", "toleranceUp"),
                            "concurrency",
                                    Set.of(
                                            "utilisation",
                                            "stableWindow",
                                            "panicWindow",
                                            "panicThreshold",
                                            "upRate",
                                            "downRate",
                                            "downDelay",
                                            "burst"),
                            "forecast", Set.of("price", "seasons"),
                            "schedule", Set.of("zone", "entries")));

    private static final Set<String> ENTRY = Set.of("days", "from", "until", "nodes");
    private static final Set<String> DIRECTION = Set.of("select", "calm", "steps");
    private static final Set<String> STEP = Set.of("nodes", "percent", "period");

    private final Path file;
    private final YamlSection elasticity;

    ScalingReader(Path file, YamlSection elasticity) {
        this.file = file;
        this.elasticity = elasticity;
    }

    /// @param otherwise the values of keys that are left out
    Scaling read(Scaling otherwise) {
        List<ScalingRule> rules = new ArrayList<>();
        for (JsonNode entry : elasticity.list("rules")) {
            String place = elasticity.path("rules[" + rules.size() + "]");
            rules.add(rule(place, entry));
        }
        ScalingBehaviour usual = otherwise.declared();
        Direction up = direction("up", usual.up());
        Direction down = direction("down", usual.down());
        return elasticity.checked(
                "rules",
                () ->
                        new Scaling(
                                rules.isEmpty() ? otherwise.rules() : rules,
                                elasticity.has("up") || elasticity.has("down")
                                        ? new ScalingBehaviour(up, down)
                                        : otherwise.behaviour()));
    }

    private ScalingRule rule(String place, JsonNode entry) {
        Set<String> all = new TreeSet<>(Set.of("kind"));
        KINDS.values().forEach(all::addAll);
        YamlSection any = YamlSection.of(file, place, entry, all);
        String kind = any.text("kind");
        Set<String> own = KINDS.get(kind);
        if (own == null) {
            throw any.bad("kind", "is '" + kind + "'", "give " + String.join(", ", KINDS.keySet()));
        }
        Set<String> known = new TreeSet<>(own);
        known.add("kind");
        YamlSection rule = YamlSection.of(file, place, entry, known);
        return rule.checked(
                "",
                () ->
                        switch (kind) {
                            case "band" ->
                                    new ScalingRule.Band(
                                            measure(rule),
                                            rule.duration("window", Duration.ofSeconds(15)));
                            case "target" -> target(rule);
                            case "concurrency" -> concurrency(rule);
                            case "forecast" ->
                                    new ScalingRule.Forecast(
                                            rule.real(
                                                    "price",
                                                    0.0001,
                                                    0.5,
                                                    ScalingRule.Forecast.STANDARD.price()),
                                            rule.flag("seasons", true));
                            default -> schedule(rule);
                        });
    }

    private static Measure measure(YamlSection rule) {
        String of = rule.text("of", "cpu");
        return switch (of) {
            case "cpu" -> Measure.CPU;
            case "memory" -> Measure.MEMORY;
            default -> throw rule.bad("of", "is '" + of + "'", "give cpu or memory");
        };
    }

    private static ScalingRule target(YamlSection rule) {
        return new ScalingRule.Target(
                measure(rule),
                rule.whole("percent", 1, 100, 80),
                rule.real("toleranceDown", 0, 1, 0.1),
                rule.real("toleranceUp", 0, 10, 0.1));
    }

    private static ScalingRule concurrency(YamlSection rule) {
        ScalingRule.Concurrency usual = ScalingRule.Concurrency.KNATIVE;
        return new ScalingRule.Concurrency(
                rule.real("utilisation", 0.01, 1, usual.utilisation()),
                rule.duration("stableWindow", usual.stableWindow()),
                rule.duration("panicWindow", usual.panicWindow()),
                rule.real("panicThreshold", 1, 1000, usual.panicThreshold()),
                rule.real("upRate", 1.01, 1_000_000, usual.upRate()),
                rule.real("downRate", 1.01, 1_000_000, usual.downRate()),
                rule.duration("downDelay", usual.downDelay()),
                rule.whole("burst", -1, 1_000_000, usual.burst()));
    }

    private ScalingRule schedule(YamlSection rule) {
        String zone = rule.text("zone", "UTC");
        List<ScalingRule.Schedule.Entry> entries = new ArrayList<>();
        for (JsonNode one : rule.list("entries")) {
            String place = rule.path("entries[" + entries.size() + "]");
            YamlSection entry = YamlSection.of(file, place, one, ENTRY);
            Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
            for (JsonNode day : entry.list("days")) {
                days.add(day(entry, day.asText()));
            }
            LocalTime from = time(entry, "from");
            LocalTime until = time(entry, "until");
            int nodes = (int) entry.whole("nodes", 0, PodSpec.MOST_NODES);
            entries.add(
                    entry.checked(
                            "", () -> new ScalingRule.Schedule.Entry(days, from, until, nodes)));
        }
        try {
            return new ScalingRule.Schedule(ZoneId.of(zone), entries);
        } catch (DateTimeException e) {
            throw rule.bad("zone", "is '" + zone + "'", "give a zone such as Europe/Berlin or UTC");
        }
    }

    private static DayOfWeek day(YamlSection entry, String word) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (word.length() >= 3 && day.name().startsWith(word.toUpperCase(Locale.ROOT))) {
                return day;
            }
        }
        throw entry.bad("days", "has '" + word + "'", "give days such as mon or friday");
    }

    private static LocalTime time(YamlSection entry, String key) {
        String text = entry.text(key);
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw entry.bad(key, "is '" + text + "'", "give a time such as \"08:30\", in quotes");
        }
    }

    private Direction direction(String key, Direction usual) {
        if (!elasticity.has(key)) {
            return usual;
        }
        YamlSection section = elasticity.section(key, DIRECTION);
        String select = section.text("select", usual.select().name().toLowerCase(Locale.ROOT));
        List<Step> steps = new ArrayList<>();
        for (JsonNode one : section.list("steps")) {
            String place = section.path("steps[" + steps.size() + "]");
            steps.add(step(YamlSection.of(file, place, one, STEP)));
        }
        Duration calm = section.duration("calm", usual.calm());
        return section.checked(
                "",
                () ->
                        new Direction(
                                switch (select) {
                                    case "max" -> Select.MAX;
                                    case "min" -> Select.MIN;
                                    case "disabled" -> Select.DISABLED;
                                    default ->
                                            throw section.bad(
                                                    "select",
                                                    "is '" + select + "'",
                                                    "give max, min or disabled");
                                },
                                calm,
                                steps.isEmpty() ? usual.steps() : steps));
    }

    private static Step step(YamlSection step) {
        if (step.has("nodes") == step.has("percent")) {
            throw step.bad(
                    "", "has both or neither of nodes and percent", "give exactly one of them");
        }
        Duration period = step.duration("period", Duration.ofSeconds(15));
        return step.checked(
                "",
                () ->
                        step.has("nodes")
                                ? Step.nodes((int) step.whole("nodes", 1, 1000), period)
                                : Step.percent((int) step.whole("percent", 1, 1_000_000), period));
    }
}
