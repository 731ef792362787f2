package dev.elasticcloud.console.text;

import java.time.Duration;
import java.util.Locale;

/// How long something took or has lasted, rounded for people: `3 ms`, `4.2 s`, `42 s`, `3 min 5 s`,
/// `2 h 5 min`, `3 d 4 h`.
public final class ElapsedTime {

    private ElapsedTime() {}

    /// A measured time. One that is negative, because clocks differ between machines, counts as zero.
    public static String of(Duration time) {
        long millis = Math.max(0, time.toMillis());
        if (millis < 1000) {
            return millis + " ms";
        }
        return millis < 9_950
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
                : inSeconds(Duration.ofSeconds((millis + 500) / 1000));
    }

    /// A measured time in milliseconds.
    public static String ofMillis(double millis) {
        return of(Duration.ofMillis(Math.round(millis)));
    }

    /// A time that still grows, such as an age: its seconds are not divided.
    public static String inSeconds(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return "%d min %d s".formatted(seconds / 60, seconds % 60);
        }
        return seconds < 86_400
                ? "%d h %d min".formatted(seconds / 3600, seconds / 60 % 60)
                : "%d d %d h".formatted(seconds / 86_400, seconds / 3600 % 24);
    }
}
