package dev.elasticcloud.manager.api;

/// Why a request was refused; the one table from a cause to an HTTP status and an exit code.
public enum ErrorCode {
    /// The request makes no sense or is out of range.
    INVALID(400, 64),
    NOT_FOUND(404, 66),
    /// The request makes sense but not in the present state.
    CONFLICT(409, 65),
    /// The request is understood and not allowed.
    FORBIDDEN(403, 77),
    /// A limit on how much may wait or run was reached.
    EXHAUSTED(429, 75),
    /// A part that is needed does not answer.
    UNAVAILABLE(503, 69),
    TIMEOUT(504, 74),
    /// What was wanted has been tried and keeps failing.
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
