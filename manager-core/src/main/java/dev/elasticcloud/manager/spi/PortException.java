package dev.elasticcloud.manager.spi;

import org.jspecify.annotations.Nullable;

/// An external system did not do what it was asked. The message says what, which, why and, where
/// possible, what to do.
public final class PortException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean unreachable;

    private PortException(String message, boolean unreachable, @Nullable Throwable cause) {
        super(message, cause);
        this.unreachable = unreachable;
    }

    /// The other side answered, and refused.
    public static PortException refused(String message, @Nullable Throwable cause) {
        return new PortException(message, false, cause);
    }

    /// The other side did not answer, so the outcome is unknown.
    public static PortException unreachable(String message, @Nullable Throwable cause) {
        return new PortException(message, true, cause);
    }

    /// The message of the innermost cause.
    public static String rootMessage(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? String.valueOf(thrown.getMessage()) : rootMessage(cause);
    }

    public boolean isUnreachable() {
        return unreachable;
    }
}
