package dev.elasticcloud.console.cli.output;

import dev.elasticcloud.console.text.ElapsedTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Formats numbers, times and shares for people, and for JSON.
public final class Formats {

    /// The text for an unknown value.
    public static final String UNKNOWN = "-";

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final double MIB = 1024.0 * 1024.0;

    private Formats() {}

    public static String of(@Nullable Object value) {
        return switch (value) {
            case null -> UNKNOWN;
            case Duration time -> ElapsedTime.of(time);
            case Instant at -> at(at);
            case OptionalDouble share -> percent(share);
            case Enum<?> word -> word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            default -> value.toString();
        };
    }

    /// Converts a value to what JSON can hold: text, number, boolean, list or map. Times become ISO
    /// 8601, durations become seconds.
    public static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Number number -> number;
            case Boolean truth -> truth;
            case Duration time -> time.toMillis() / 1000.0;
            case OptionalDouble share -> share.isPresent() ? share.getAsDouble() : null;
            case Collection<?> several -> {
                List<@Nullable Object> all = new ArrayList<>();
                several.forEach(one -> all.add(plain(one)));
                yield all;
            }
            case Map<?, ?> named -> {
                Map<String, @Nullable Object> all = new LinkedHashMap<>();
                named.forEach((key, one) -> all.put(String.valueOf(key), plain(one)));
                yield all;
            }
            default -> value.toString();
        };
    }

    public static String percent(OptionalDouble share) {
        return share.isPresent() ? percent(share.getAsDouble()) : UNKNOWN;
    }

    public static String percent(double share) {
        return Math.round(share * 100) + "%";
    }

    public static String decimal(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }

    /// CPUs without trailing zeros, such as `0.3` or `2`.
    public static String cpus(double cpus) {
        String text = String.format(Locale.ROOT, "%.2f", cpus);
        return text.replaceAll("\\.?0+$", "");
    }

    public static String megabytes(long bytes) {
        return wholeMegabytes(bytes) + " MB";
    }

    static long wholeMegabytes(long bytes) {
        return Math.round(bytes / MIB);
    }

    /// How long ago something happened; at least zero, because clocks differ between machines.
    public static String ago(Instant then, Instant now) {
        Duration time = Duration.between(then, now);
        return ElapsedTime.of(time);
    }

    public static String at(Instant at) {
        return CLOCK.format(at.atZone(ZoneId.systemDefault()));
    }

    public static String atMost(int length, String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= length ? line : line.substring(0, length - 1) + "…";
    }

    /// `1 node`, `2 nodes`.
    public static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
