package dev.elasticcloud.manager.json;

import org.jspecify.annotations.Nullable;

/// A text is not the expected JSON; the message says what is wrong with it.
public final class JsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    JsonException(String field, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.field = field;
    }

    /// Where in the text, such as `limits.cpus`; empty when it is the text as a whole.
    public String field() {
        return field;
    }
}
