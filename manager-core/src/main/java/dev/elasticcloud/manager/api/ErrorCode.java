package dev.elasticcloud.manager.api;

/// Why a request was refused; the one table from a cause to an HTTP status and an exit code.
public enum ErrorCode {
    /// The request is malformed or out of range.
    INVALID(400, 64),
    NOT_FOUND(404, 66),
    /// The request is valid but conflicts with the current state.
    CONFLICT(409, 65),
    /// The request is valid but not allowed.
    FORBIDDEN(403, 77),
    /// A limit on how much may wait or run was reached.
    EXHAUSTED(429, 75),
    /// A required component does not answer.
    UNAVAILABLE(503, 69),
    TIMEOUT(504, 74),
    /// The request was attempted and keeps failing.
    FAILED(422, 1),
    /// A fault of the manager itself.
    INTERNAL(500, 70);

    private final int httpStatus;
    private final int exitCode;

    ErrorCode(int httpStatus, int exitCode) {
        this.httpStatus = httpStatus;
        this.exitCode = exitCode;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public int exitCode() {
        return exitCode;
    }
}
