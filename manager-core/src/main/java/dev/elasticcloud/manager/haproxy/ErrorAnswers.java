package dev.elasticcloud.manager.haproxy;

import java.util.List;
import java.util.Map;

/// The balancer's own error responses, in the same JSON shape as a node's.
final class ErrorAnswers {

    static final String UNKNOWN_POD =
            body("unknown_pod", "there is no such pod; paths begin with the name of a pod");

    static final String TOO_MANY_WAIT =
            body("too_many_wait", "too many wait for a first node of this pod; try again");

    static final List<Map<String, Object>> ALL =
            List.of(
                    answer(400, "bad_request", "the request is not well-formed HTTP"),
                    answer(403, "forbidden", "the request is not allowed"),
                    answer(408, "request_timeout", "the request took too long to arrive"),
                    answer(413, "body_too_large", "the body is too large"),
                    answer(500, "balancer_error", "the balancer failed"),
                    answer(502, "bad_gateway", "the node broke off or answered badly"),
                    answer(503, "no_node", "no node of this pod can take the job now; try again"),
                    answer(504, "node_timeout", "the node did not answer in time"));

    private ErrorAnswers() {}

    private static Map<String, Object> answer(int status, String error, String message) {
        return Map.of("status", status, "body", body(error, message));
    }

    private static String body(String error, String message) {
        return "{\"error\":\"%s\",\"message\":\"%s\"}".formatted(error, message);
    }
}
