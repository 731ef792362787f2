package dev.elasticcloud.manager.rest.problem;

import java.util.Map;

/// A request answered with a problem document; the message says what, which and why.
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType fault;
    private final String field;
    private final transient Map<String, String> headers;

    private Refusal(ProblemType fault, String field, String message, Map<String, String> headers) {
        super(message);
        this.fault = fault;
        this.field = field;
        this.headers = Map.copyOf(headers);
    }

    public static Refusal of(ProblemType fault, String message) {
        return new Refusal(fault, "", message, Map.of());
    }

    /// A refusal that names the wrong field or parameter.
    public static Refusal at(String field, String message) {
        return new Refusal(ProblemType.INVALID, field, message, Map.of());
    }

    public Refusal with(String header, String value) {
        return new Refusal(fault, field, text(), Map.of(header, value));
    }

    ProblemType fault() {
        return fault;
    }

    String field() {
        return field;
    }

    Map<String, String> headers() {
        return headers;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
