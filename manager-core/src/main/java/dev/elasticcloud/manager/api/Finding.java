package dev.elasticcloud.manager.api;

/// One thing that was examined, how it is, and what to do if it is not as it should be.
///
/// @param subject what was examined, such as `Docker Engine`
/// @param text how it is
/// @param cure what to do; empty when nothing need be done
public record Finding(String subject, Level level, String text, String cure) {

    /// How grave a finding is.
    public enum Level {
        OK,

        /// A cloud runs, but not all of it works as described.
        WARNING,

        /// No cloud runs, or none that can be relied on.
        FAULT
    }

    public static Finding ok(String subject, String text) {
        return new Finding(subject, Level.OK, text, "");
    }

    public static Finding warning(String subject, String text, String cure) {
        return new Finding(subject, Level.WARNING, text, cure);
    }

    public static Finding fault(String subject, String text, String cure) {
        return new Finding(subject, Level.FAULT, text, cure);
    }
}
