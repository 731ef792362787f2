package dev.elasticcloud.manager.rest.routing;

import dev.elasticcloud.manager.rest.problem.Refusal;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `30s`, `500ms`, `2m`, `1h`, plain seconds, or ISO 8601.
public final class Times {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|)");

    private Times() {}

    public static Duration duration(String field, String text) {
        Matcher matcher = SHORT.matcher(text.strip());
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofSeconds(amount);
            };
        }
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw Refusal.at(field, field + " must be a time such as 30s, 500ms, 2m or PT30S");
        }
    }
}
