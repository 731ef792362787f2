package dev.elasticcloud.manager.pods;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.model.spec.JobParameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads the list under `job.parameters`.
final class ParameterReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");

    /// The keys of each type besides those that all types have.
    private static final Map<String, Set<String>> TYPES =
            new TreeMap<>(
                    Map.of(
                            "text", Set.of("maxLength"),
                            "integer", Set.of("min", "max"),
                            "number", Set.of("min", "max"),
                            "choice", Set.of("choices"),
                            "file", Set.of("maxBytes", "accept")));

    private static final Set<String> COMMON = Set.of("name", "type", "default", "optional", "help");
    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int MOST_BYTES = 100 * 1024 * 1024;

    private final Path file;

    ParameterReader(Path file) {
        this.file = file;
    }

    List<JobParameter> read(YamlSection job) {
        List<JobParameter> parameters = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int index = 0;
        for (JsonNode entry : job.list("parameters")) {
            String place = job.path("parameters[" + index++ + "]");
            JobParameter parameter = parameter(place, entry);
            if (!names.add(parameter.name())) {
                throw YamlSection.of(file, place, entry, keys())
                        .bad(
                                "name",
                                "'" + parameter.name() + "' is given twice",
                                "use each name once");
            }
            parameters.add(parameter);
        }
        return parameters;
    }

    private JobParameter parameter(String place, JsonNode entry) {
        YamlSection any = YamlSection.of(file, place, entry, keys());
        String type = any.text("type");
        Set<String> own = TYPES.get(type);
        if (own == null) {
            throw any.bad(
                    "type", "is '" + type + "'", "use one of " + String.join(", ", TYPES.keySet()));
        }
        Set<String> allowed = new TreeSet<>(COMMON);
        allowed.addAll(own);
        YamlSection section = YamlSection.of(file, place, entry, allowed);
        String name = section.text("name");
        if (!NAME.matcher(name).matches()) {
            throw section.bad(
                    "name",
                    "is '" + name + "'",
                    "use 1 to 40 characters of a-z, A-Z, 0-9, '-' and '_', starting with a letter");
        }
        JobParameter parameter = typed(section, type, name);
        checkDefault(section, parameter);
        return parameter;
    }

    private static JobParameter typed(YamlSection section, String type, String name) {
        String help = section.text("help");
        String standard = section.scalar("default").orElse("");
        return switch (type) {
            case "text" ->
                    new JobParameter.Text(
                            name,
                            help,
                            standard,
                            Math.toIntExact(section.whole("maxLength", 1, MOST_CHARACTERS)));
            case "integer" -> {
                long min = section.whole("min", Long.MIN_VALUE, Long.MAX_VALUE);
                long max = section.whole("max", Long.MIN_VALUE, Long.MAX_VALUE);
                checkOrder(section, min <= max, min, max);
                yield new JobParameter.Whole(name, help, standard, min, max);
            }
            case "number" -> {
                double min = section.real("min", -Double.MAX_VALUE, Double.MAX_VALUE);
                double max = section.real("max", -Double.MAX_VALUE, Double.MAX_VALUE);
                checkOrder(section, min <= max, min, max);
                yield new JobParameter.Real(name, help, standard, min, max);
            }
            case "choice" -> new JobParameter.Choice(name, help, standard, choices(section));
            default ->
                    new JobParameter.File(
                            name,
                            help,
                            section.whole("maxBytes", 1, MOST_BYTES),
                            section.text("accept"));
        };
    }

    private static void checkOrder(YamlSection section, boolean inOrder, Object min, Object max) {
        if (!inOrder) {
            throw section.bad("min", "is " + min, "give no more than max, which is " + max);
        }
    }

    private static List<String> choices(YamlSection section) {
        List<String> choices = new ArrayList<>();
        for (JsonNode choice : section.list("choices")) {
            if (!choice.isValueNode() || choice.isNull() || choices.contains(choice.asText())) {
                throw section.bad("choices", "has '" + choice + "'", "give different words");
            }
            choices.add(choice.asText());
        }
        if (choices.isEmpty()) {
            throw section.bad("choices", "is empty", "give at least one word");
        }
        return choices;
    }

    private static void checkDefault(YamlSection section, JobParameter parameter) {
        boolean optional = section.flag("optional", false);
        if (!section.has("default")) {
            if (!optional) {
                throw section.bad("default", "is missing", "give one, or 'optional: true'");
            }
            return;
        }
        if (parameter instanceof JobParameter.File) {
            throw section.bad("default", "is given", "a file has none");
        }
        String problem = parameter.problemWith(section.scalar("default").orElse(""));
        if (!problem.isEmpty()) {
            throw section.bad("default", "does not fit its own range", problem);
        }
    }

    private static Set<String> keys() {
        Set<String> all = new TreeSet<>(COMMON);
        TYPES.values().forEach(all::addAll);
        return all;
    }
}
