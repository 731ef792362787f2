package dev.elasticcloud.manager.spi;

import org.jspecify.annotations.Nullable;

/// An external system did not do what it was asked. The message says what, which, why and, where
/// possible, what to do.
public final class PortException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String problem;
    private final String cure;

    /// What callers tell apart.
    public enum Kind {
        /// The other side answered, and refused.
        REFUSED,
        /// The other side answered that another program has the port that was asked for.
        PORT_TAKEN,
        /// The other side did not answer, so the outcome is unknown.
        UNREACHABLE
    }

    private PortException(Kind kind, String problem, String cure, @Nullable Throwable cause) {
        super(cure.isEmpty() ? problem : problem + "; " + cure, cause);
        this.kind = kind;
        this.problem = problem;
        this.cure = cure;
    }

    /// A failure whose cure is known.
    ///
    /// @param problem what failed, which, and why
    /// @param cure what to do; empty when nothing is known that helps
    public static PortException of(
            Kind kind, String problem, String cure, @Nullable Throwable cause) {
        return new PortException(kind, problem, cure, cause);
    }

    /// The other side answered, and refused.
    public static PortException refused(String message, @Nullable Throwable cause) {
        return new PortException(Kind.REFUSED, message, "", cause);
    }

    /// The other side did not answer, so the outcome is unknown.
    public static PortException unreachable(String message, @Nullable Throwable cause) {
        return new PortException(Kind.UNREACHABLE, message, "", cause);
    }

    /// The message of the innermost cause.
    public static String rootMessage(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? String.valueOf(thrown.getMessage()) : rootMessage(cause);
    }

    public Kind kind() {
        return kind;
    }

    /// What failed, which, and why: the message without its cure.
    public String problem() {
        return problem;
    }

    /// What to do; empty when nothing is known that helps.
    public String cure() {
        return cure;
    }

    public boolean isUnreachable() {
        return kind == Kind.UNREACHABLE;
    }
}
