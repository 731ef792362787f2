package dev.elasticcloud.manager.rest.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.json.JsonException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Why a request was refused, as a problem document of RFC 9457.
///
/// @param type where the kind of problem is explained
/// @param title the kind of problem, always the same for a type
/// @param detail what is wrong with this request
/// @param hint what to do
/// @param code the kind of problem for programs
/// @param requestId what to look for in the manager's log
/// @param errors the fields or parameters that are wrong
public record ProblemDetail(
        String type,
        String title,
        int status,
        String detail,
        String hint,
        ErrorCode code,
        String requestId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Field> errors) {

    public static final String TYPE = "application/problem+json";

    private static final Logger LOG = LoggerFactory.getLogger(ProblemDetail.class);
    private static final int LONGEST = 1000;

    /// One field or parameter that is wrong.
    record Field(String field, String message) {}

    /// A problem and the headers that go with it.
    public record WithHeaders(ProblemDetail problem, Map<String, String> headers) {}

    public static ProblemDetail of(
            ProblemType fault, String detail, String requestId, List<Field> errors) {
        String shown = detail.length() <= LONGEST ? detail : detail.substring(0, LONGEST) + "…";
        return new ProblemDetail(
                "/docs#" + fault.key(),
                fault.title(),
                fault.status(),
                shown,
                fault.hint(),
                fault.code(),
                requestId,
                errors);
    }

    /// The problem for a failure; for a fault of the manager it contains only the request id.
    public static WithHeaders of(Throwable thrown, String requestId) {
        return switch (thrown) {
            case Refusal refusal -> withHeaders(refusal, requestId);
            case JsonException e -> {
                List<Field> fields =
                        e.field().isEmpty() ? List.of() : List.of(new Field(e.field(), text(e)));
                String where = e.field().isEmpty() ? "" : e.field() + ": ";
                yield withHeaders(of(ProblemType.INVALID, where + text(e), requestId, fields));
            }
            case CloudException e -> {
                ProblemType fault = ProblemType.of(e.code());
                if (fault == ProblemType.INTERNAL) {
                    yield internal(thrown, requestId);
                }
                ProblemDetail problem = of(fault, e.text(), requestId, List.of());
                yield fault == ProblemType.EXHAUSTED || fault == ProblemType.UNAVAILABLE
                        ? new WithHeaders(problem, Map.of("Retry-After", "1"))
                        : withHeaders(problem);
            }
            case IllegalArgumentException e ->
                    withHeaders(of(ProblemType.INVALID, text(e), requestId, List.of()));
            default -> internal(thrown, requestId);
        };
    }

    private static WithHeaders withHeaders(Refusal refusal, String requestId) {
        List<Field> fields =
                refusal.field().isEmpty()
                        ? List.of()
                        : List.of(new Field(refusal.field(), refusal.text()));
        return new WithHeaders(
                of(refusal.fault(), refusal.text(), requestId, fields), refusal.headers());
    }

    private static WithHeaders withHeaders(ProblemDetail problem) {
        return new WithHeaders(problem, Map.of());
    }

    private static WithHeaders internal(Throwable thrown, String requestId) {
        LOG.error("Request {} failed with a fault of the manager", requestId, thrown);
        return withHeaders(
                of(
                        ProblemType.INTERNAL,
                        "The manager failed on this request; its log has the fault under the id "
                                + requestId,
                        requestId,
                        List.of()));
    }

    private static String text(Throwable thrown) {
        return String.valueOf(thrown.getMessage());
    }
}
