package dev.elasticcloud.manager.pods;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes and durations as people write them.
final class Units {

    static final String SIZES = "a size such as 100MB or 2GB";
    static final String DURATIONS = "a duration such as 500ms, 10s or 2m";

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(KB|MB|GB)");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m)");

    private Units() {}

    /// Bytes of `100MB` or `2GB`; a KB is 1024 bytes, and so on up.
    static Optional<Long> size(String text) {
        Matcher matcher = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit =
                switch (matcher.group(2)) {
                    case "KB" -> 1L << 10;
                    case "MB" -> 1L << 20;
                    default -> 1L << 30;
                };
        return Optional.of(Long.parseLong(matcher.group(1)) * unit);
    }

    /// A duration as it is read here.
    static String written(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + "s"
                : duration.toMillis() + "ms";
    }

    static Optional<Duration> duration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(count);
                    case "s" -> Duration.ofSeconds(count);
                    default -> Duration.ofMinutes(count);
                });
    }
}
