package dev.elasticcloud.manager.rest;

import java.util.Map;

/// A request that is answered with a problem; the message says what, which and why.
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemTable fault;
    private final String field;
    private final transient Map<String, String> headers;

    private Refusal(ProblemTable fault, String field, String message, Map<String, String> headers) {
        super(message);
        this.fault = fault;
        this.field = field;
        this.headers = Map.copyOf(headers);
    }

    static Refusal of(ProblemTable fault, String message) {
        return new Refusal(fault, "", message, Map.of());
    }

    /// One that names the field or parameter that is wrong.
    static Refusal at(String field, String message) {
        return new Refusal(ProblemTable.INVALID, field, message, Map.of());
    }

    Refusal with(String header, String value) {
        return new Refusal(fault, field, text(), Map.of(header, value));
    }

    ProblemTable fault() {
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
