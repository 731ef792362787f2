package dev.elasticcloud.manager.model;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads and writes durations in the one grammar used everywhere, Go's: numbers, each with its
/// unit, such as `500ms`, `1.5s` or `1h30m`. ISO 8601 (`PT30S`), the form used in JSON, is read as
/// well.
public final class Durations {

    /// What to write, for messages.
    public static final String EXAMPLES = "a duration such as 500ms, 10s, 2m or 1h30m";

    private static final Pattern PART =
            Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + ")+");
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
    private static final int LONGEST_TEXT = 60;
    private static final Map<String, Long> NANOS =
            Map.of(
                    "ns", 1L,
                    "us", 1_000L,
                    "µs", 1_000L,
                    "μs", 1_000L,
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "m", 60_000_000_000L,
                    "h", 3_600_000_000_000L);

    private Durations() {}

    /// The duration; empty when the text is not a duration, is negative, or is longer than 292
    /// years.
    public static Optional<Duration> parse(String text) {
        String word = text.strip();
        if (word.isEmpty() || word.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        if (word.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        return WHOLE.matcher(word).matches() ? sum(word) : iso(word);
    }

    private static Optional<Duration> sum(String word) {
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(word);
        while (part.find()) {
            BigDecimal unit = BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L));
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
        }
        return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(nanos.longValue()));
    }

    private static Optional<Duration> iso(String word) {
        try {
            Duration duration = Duration.parse(word);
            return duration.isNegative() ? Optional.empty() : Optional.of(duration);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /// The duration given in a place, such as a parameter.
    ///
    /// @throws IllegalArgumentException with the place, the text found there, and what to write
    public static Duration parse(String place, String text) {
        return parse(text)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s is '%s': %s".formatted(place, text, advice(text))));
    }

    /// What to write instead of a text that is not a duration.
    public static String advice(String text) {
        String word = text.strip();
        return NUMBER.matcher(word).matches()
                ? "give it a unit, such as %ss".formatted(word)
                : "give " + EXAMPLES;
    }

    /// The shortest text that reads as this duration.
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            long nanos = duration.toNanos();
            return nanos % 1_000_000 == 0
                    ? nanos / 1_000_000 + "ms"
                    : nanos % 1_000 == 0 ? nanos / 1_000 + "us" : nanos + "ns";
        }
        StringBuilder text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append('h');
        }
        if (duration.toMinutesPart() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        BigDecimal seconds =
                BigDecimal.valueOf(duration.toSecondsPart())
                        .add(BigDecimal.valueOf(duration.toNanosPart(), 9))
                        .stripTrailingZeros();
        if (seconds.signum() > 0) {
            text.append(seconds.toPlainString()).append('s');
        }
        return text.toString();
    }
}
