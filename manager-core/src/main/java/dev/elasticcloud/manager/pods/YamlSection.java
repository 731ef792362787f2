package dev.elasticcloud.manager.pods;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.ByteSize;
import dev.elasticcloud.manager.model.Durations;
import dev.elasticcloud.manager.model.NearestWord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads one mapping of a YAML file key by key; every error names the file, the key, what was found
/// and what is allowed.
final class YamlSection {

    private final Path file;
    private final String place;
    private final ObjectNode node;

    private YamlSection(Path file, String place, ObjectNode node) {
        this.file = file;
        this.place = place;
        this.node = node;
    }

    /// The mapping at a place in the file; the place is empty for the whole file.
    static YamlSection of(Path file, String place, JsonNode node, Set<String> known) {
        if (!(node instanceof ObjectNode mapping)) {
            throw invalid(file, place, "is " + shown(node), "give keys with values");
        }
        YamlSection section = new YamlSection(file, place, mapping);
        mapping.fieldNames().forEachRemaining(key -> section.check(key, known));
        return section;
    }

    private void check(String key, Set<String> known) {
        if (!known.contains(key)) {
            String hint =
                    NearestWord.of(key, known)
                            .map("did you mean %s?"::formatted)
                            .orElseGet(
                                    () ->
                                            "known keys are "
                                                    + String.join(", ", new TreeSet<>(known)));
            throw bad(key, "is not a known key", hint);
        }
    }

    YamlSection section(String key, Set<String> known) {
        return of(file, path(key), needed(key, "it is required"), known);
    }

    boolean has(String key) {
        return !absent(node.get(key));
    }

    String text(String key) {
        return text(key, needed(key, "give a text"));
    }

    String text(String key, String otherwise) {
        JsonNode value = node.get(key);
        return value == null || value.isNull() ? otherwise : text(key, value);
    }

    private String text(String key, JsonNode value) {
        if (!value.isTextual()) {
            throw bad(key, "is " + shown(value), "give a string, in quotes if needed");
        }
        return value.textValue();
    }

    /// Any single value as text: `30`, `true` and `blur` alike.
    Optional<String> scalar(String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            throw bad(key, "is " + shown(value), "give a single value");
        }
        return Optional.of(value.asText());
    }

    long whole(String key, long least, long most) {
        return whole(key, needed(key, range(least, most)), least, most);
    }

    int whole(String key, int least, int most, int otherwise) {
        JsonNode value = node.get(key);
        return value == null || value.isNull()
                ? otherwise
                : Math.toIntExact(whole(key, value, least, most));
    }

    private long whole(String key, JsonNode value, long least, long most) {
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw bad(key, "is " + shown(value), range(least, most));
        }
        return value.longValue();
    }

    private static String range(long least, long most) {
        return least == Long.MIN_VALUE
                ? "give a whole number"
                : "give a whole number from %d to %d".formatted(least, most);
    }

    double real(String key, double least, double most) {
        String wish =
                least == -Double.MAX_VALUE
                        ? "give a number"
                        : "give a number from %s to %s".formatted(least, most);
        JsonNode value = needed(key, wish);
        if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw bad(key, "is " + shown(value), wish);
        }
        return value.doubleValue();
    }

    double real(String key, double least, double most, double otherwise) {
        return has(key) ? real(key, least, most) : otherwise;
    }

    boolean flag(String key, boolean otherwise) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw bad(key, "is " + shown(value), "give true or false");
        }
        return value.booleanValue();
    }

    long size(String key) {
        return unit(key, ByteSize::parse, text -> "give " + ByteSize.EXAMPLES);
    }

    Duration duration(String key, Duration otherwise) {
        return has(key) ? unit(key, Durations::parse, Durations::advice) : otherwise;
    }

    /// @param advice what to write instead of an unreadable value
    private <T> T unit(
            String key, Function<String, Optional<T>> parse, UnaryOperator<String> advice) {
        needed(key, advice.apply(""));
        String value = scalar(key).orElse("");
        return parse.apply(value)
                .orElseThrow(() -> bad(key, "is '" + value + "'", advice.apply(value)));
    }

    /// The elements of a list; none when the key is absent.
    List<JsonNode> list(String key) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw bad(key, "is " + shown(value), "give a list");
        }
        List<JsonNode> parts = new ArrayList<>();
        value.forEach(parts::add);
        return parts;
    }

    /// Runs a check of the model, and adds the file and the key to its message.
    <T> T checked(String key, Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            throw new CloudException(
                    ErrorCode.INVALID, where(file, path(key)) + ": " + e.getMessage(), e);
        }
    }

    CloudException bad(String key, String found, String allowed) {
        return invalid(file, path(key), found, allowed);
    }

    String path(String key) {
        return place.isEmpty() || key.isEmpty() ? place + key : place + "." + key;
    }

    private JsonNode needed(String key, String wish) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            throw bad(key, "is missing", wish);
        }
        return value;
    }

    private static boolean absent(@Nullable JsonNode value) {
        return value == null || value.isNull();
    }

    private static CloudException invalid(Path file, String place, String found, String allowed) {
        String subject = place.isEmpty() ? "the content" : place;
        return new CloudException(
                ErrorCode.INVALID, "%s: %s %s; %s".formatted(file, subject, found, allowed));
    }

    private static String where(Path file, String place) {
        return place.isEmpty() ? file.toString() : file + ": " + place;
    }

    private static String shown(JsonNode value) {
        if (value.isObject()) {
            return "a mapping";
        }
        if (value.isArray()) {
            return "a list";
        }
        String text = value.asText();
        return text.isEmpty()
                ? "empty"
                : "'" + (text.length() <= 60 ? text : text.substring(0, 60) + "…") + "'";
    }
}
