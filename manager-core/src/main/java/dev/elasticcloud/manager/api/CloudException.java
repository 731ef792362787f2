package dev.elasticcloud.manager.api;

import org.jspecify.annotations.Nullable;

/// A refusal whose message says what, which, why, and what to do.
public final class CloudException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public CloudException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public CloudException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    /// The message, which is never absent.
    public String text() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
