package dev.elasticcloud.console.control;

import dev.elasticcloud.console.text.Numbers;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Formats numbers and times for people; a dash stands for an unknown value.
public final class Figures {

    public static final String UNKNOWN = "–";

    /// The bytes of one GB, as memory limits count them.
    public static final double GB = 1 << 30;

    private static final double MIB = 1 << 20;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH)
                    .withZone(ZoneId.systemDefault());

    private Figures() {}

    /// A count with a space between thousands.
    public static String count(long value) {
        return Numbers.grouped(value);
    }

    /// @param share 1 is all of it
    public static String percent(OptionalDouble share) {
        return share.isPresent() ? percent(share.getAsDouble()) : UNKNOWN;
    }

    /// @param share 1 is all of it
    public static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    public static String cpus(OptionalDouble cpus) {
        return cpus.isPresent() ? cpus(cpus.getAsDouble()) : UNKNOWN;
    }

    /// Processors' worth, with one decimal where it matters.
    public static String cpus(double cpus) {
        return String.format(Locale.ROOT, cpus < 9.95 ? "%.1f" : "%.0f", cpus);
    }

    public static String bytes(OptionalLong bytes) {
        return bytes.isPresent() ? bytes(bytes.getAsLong()) : UNKNOWN;
    }

    public static String bytes(double bytes) {
        double mib = bytes / MIB;
        return mib < 1024
                ? Math.round(mib) + " MB"
                : String.format(Locale.ROOT, mib < 10_240 ? "%.1f GB" : "%.0f GB", mib / 1024);
    }

    public static String millis(OptionalDouble millis) {
        return millis.isPresent() ? Math.round(millis.getAsDouble()) + " ms" : UNKNOWN;
    }

    /// The time of day.
    public static String clock(Instant at) {
        return CLOCK.format(at);
    }

    /// The time of day, with the date if it is not that of `now`.
    public static String clock(Instant at, Instant now) {
        ZoneId zone = ZoneId.systemDefault();
        boolean sameDay = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (sameDay ? CLOCK : DAY).format(at);
    }

    /// A constant of the manager, such as `SCALE_UP`, in lower case with spaces, for files and
    /// filters; the window shows it by [dev.elasticcloud.console.text.Names].
    public static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
