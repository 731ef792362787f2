package dev.elasticcloud.manager.rest.problem;

import dev.elasticcloud.manager.api.ErrorCode;

/// Everything that can be wrong with a request, and what is to be done about it; the one table
/// from a cause to an answer.
public enum ProblemType {
    INVALID(ErrorCode.INVALID, "The request is not valid", "Correct what is named and send again."),
    NOT_FOUND(ErrorCode.NOT_FOUND, "There is no such thing", "See /docs for what there is."),
    CONFLICT(
            ErrorCode.CONFLICT,
            "Not in the present state",
            "Bring the cloud into the state asked."),
    FORBIDDEN(ErrorCode.FORBIDDEN, "Not allowed", "Use a token whose role may do this."),
    EXHAUSTED(ErrorCode.EXHAUSTED, "Too much waits already", "Send again after a while."),
    UNAVAILABLE(ErrorCode.UNAVAILABLE, "A part does not answer", "Send again after a while."),
    TIMEOUT(ErrorCode.TIMEOUT, "Not in time", "Wait longer, or ask for the state later."),
    FAILED(
            ErrorCode.FAILED,
            "It keeps failing",
            "Mend the cause that is named; the manager goes on trying."),
    INTERNAL(ErrorCode.INTERNAL, "A fault of the manager", "Look for the request id in its log."),

    UNKNOWN_HOST(
            421,
            ErrorCode.FORBIDDEN,
            "Not this server's name",
            "Use the address that the manager printed, or name this one with --host."),
    UNAUTHENTICATED(
            401,
            ErrorCode.FORBIDDEN,
            "No valid token",
            "Send the header 'Authorization: Bearer TOKEN'; 'cloud token create' makes a token."),
    WRONG_METHOD(405, ErrorCode.INVALID, "Not with this verb", "Use one of the verbs in Allow."),
    TOO_SLOW(408, ErrorCode.TIMEOUT, "The request came too slowly", "Send it in one go."),
    CHANGED_MEANWHILE(
            412,
            ErrorCode.CONFLICT,
            "Changed by somebody else",
            "Read it again, look at what changed, and send with the new ETag."),
    TOO_LARGE(413, ErrorCode.INVALID, "The request is too large", "Send less at once."),
    ADDRESS_TOO_LONG(414, ErrorCode.INVALID, "The address is too long", "Use a body instead."),
    WRONG_TYPE(415, ErrorCode.INVALID, "Not in this format", "Send what Accept names."),
    JOB_FAILED(
            422, ErrorCode.CONFLICT, "The job failed", "Read the reason; the job's record has it."),
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

    /// The fault behind a status that the web server gives by itself.
    public static ProblemType of(int status) {
        if (status == 501 || status == 505) {
            // A verb or a version of HTTP that there is not is the client's fault, not ours.
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
