package dev.elasticcloud.manager.rest.problem;

import dev.elasticcloud.manager.api.ErrorCode;

/// Every reason for refusing a request, and what to do about it; the one table from a cause to a
/// response.
public enum ProblemType {
    INVALID(
            ErrorCode.INVALID,
            "The request is not valid",
            "Correct what the problem names and send again."),
    NOT_FOUND(ErrorCode.NOT_FOUND, "Not found", "See /docs for what there is."),
    CONFLICT(
            ErrorCode.CONFLICT,
            "Not in the present state",
            "Bring the cloud into the required state first."),
    FORBIDDEN(ErrorCode.FORBIDDEN, "Not allowed", "Use a token whose role may do this."),
    EXHAUSTED(ErrorCode.EXHAUSTED, "Too much is waiting already", "Send again later."),
    UNAVAILABLE(ErrorCode.UNAVAILABLE, "A part does not answer", "Send again later."),
    TIMEOUT(ErrorCode.TIMEOUT, "Timed out", "Wait longer, or ask for the state later."),
    FAILED(
            ErrorCode.FAILED,
            "It keeps failing",
            "Fix the cause that the problem names; the manager keeps trying."),
    INTERNAL(
            ErrorCode.INTERNAL,
            "A fault of the manager",
            "Search the manager's log for the request id."),

    UNKNOWN_HOST(
            421,
            ErrorCode.FORBIDDEN,
            "Unknown host name",
            "Use the address that the manager printed, or name this one with --host."),
    UNAUTHENTICATED(
            401,
            ErrorCode.FORBIDDEN,
            "No valid token",
            "Send the header 'Authorization: Bearer TOKEN'; 'cloud token create' makes a token."),
    WRONG_METHOD(405, ErrorCode.INVALID, "Wrong method", "Use one of the methods in Allow."),
    TOO_SLOW(408, ErrorCode.TIMEOUT, "The request arrived too slowly", "Send it without pauses."),
    CHANGED_MEANWHILE(
            412,
            ErrorCode.CONFLICT,
            "Changed by somebody else",
            "Read it again, look at what changed, and send with the new ETag."),
    TOO_LARGE(413, ErrorCode.INVALID, "The request is too large", "Send less at once."),
    ADDRESS_TOO_LONG(414, ErrorCode.INVALID, "The address is too long", "Send a body instead."),
    WRONG_TYPE(415, ErrorCode.INVALID, "Wrong format", "Send one of the formats in Accept."),
    JOB_FAILED(422, ErrorCode.CONFLICT, "The job failed", "Read the reason in the job's record."),
    NO_WEBSOCKET(
            426,
            ErrorCode.INVALID,
            "This address speaks WebSocket",
            "Connect with a WebSocket client, or use 'cloud node shell NODE'."),
    TOO_MANY(429, ErrorCode.EXHAUSTED, "Too many requests", "Send again after Retry-After."),
    HEADERS_TOO_LARGE(431, ErrorCode.INVALID, "The headers are too large", "Send fewer headers.");

    private final int status;
    private final ErrorCode code;
    private final String title;
    private final String hint;

    ProblemType(ErrorCode code, String title, String hint) {
        this(code.httpStatus(), code, title, hint);
    }

    ProblemType(int status, ErrorCode code, String title, String hint) {
        this.status = status;
        this.code = code;
        this.title = title;
        this.hint = hint;
    }

    public static ProblemType of(ErrorCode code) {
        return switch (code) {
            case INVALID -> INVALID;
            case NOT_FOUND -> NOT_FOUND;
            case CONFLICT -> CONFLICT;
            case FORBIDDEN -> FORBIDDEN;
            case EXHAUSTED -> EXHAUSTED;
            case UNAVAILABLE -> UNAVAILABLE;
            case TIMEOUT -> TIMEOUT;
            case FAILED -> FAILED;
            case INTERNAL -> INTERNAL;
        };
    }

    /// The type of problem behind a status that the web server itself chose.
    public static ProblemType of(int status) {
        if (status == 501 || status == 505) {
            // An unknown method or HTTP version is the client's mistake.
            return INVALID;
        }
        for (ProblemType fault : values()) {
            if (fault.status == status) {
                return fault;
            }
        }
        return status < 500 ? INVALID : INTERNAL;
    }

    public int status() {
        return status;
    }

    ErrorCode code() {
        return code;
    }

    public String title() {
        return title;
    }

    public String hint() {
        return hint;
    }

    /// The name in a problem's type, such as `too-large`.
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
