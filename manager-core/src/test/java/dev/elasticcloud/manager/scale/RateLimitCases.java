package dev.elasticcloud.manager.scale;

import static dev.elasticcloud.manager.scale.AutoscalerConformanceTest.differs;
import static dev.elasticcloud.manager.scale.BehaviourCases.NOW;
import static dev.elasticcloud.manager.scale.BehaviourCases.changes;
import static dev.elasticcloud.manager.scale.BehaviourCases.direction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import dev.elasticcloud.manager.scale.hpa.ScalingRateLimit;

/// How far the count may move in one step.
final class RateLimitCases {

    private RateLimitCases() {}

    static String rate(JsonNode c) {
        ScalingBehaviour behaviour =
                new ScalingBehaviour(
                        direction(c.path("scale_up"), ScalingBehaviour.KUBERNETES.up()),
                        direction(c.path("scale_down"), ScalingBehaviour.KUBERNETES.down()));
        ScalingRateLimit.Limited limited =
                ScalingRateLimit.limit(
                        c.path("current_replicas").intValue(),
                        c.path("desired_before").intValue(),
                        behaviour,
                        room(c));
        return compare(c, limited);
    }

    static String legacy(JsonNode c) {
        return compare(
                c,
                ScalingRateLimit.limit(
                        c.path("current_replicas").intValue(),
                        c.path("desired_before").intValue(),
                        c.path("min").intValue(),
                        c.path("max").intValue()));
    }

    private static String compare(JsonNode c, ScalingRateLimit.Limited limited) {
        String condition = condition(limited.reason());
        String expected = c.path("expected_condition").asText(condition);
        return differs("count", c.path("expected_replicas"), limited.replicas())
                + (expected.equals(condition)
                        ? ""
                        : "condition is %s, expected %s; ".formatted(condition, expected));
    }

    static String condition(ScalingRateLimit.Reason reason) {
        return switch (reason) {
            case WITHIN_RANGE -> "DesiredWithinRange";
            case TOO_FEW -> "TooFewReplicas";
            case TOO_MANY -> "TooManyReplicas";
            case UP_LIMIT -> "ScaleUpLimit";
            case DOWN_LIMIT -> "ScaleDownLimit";
        };
    }

    static String limit(JsonNode c) {
        ScalingBehaviour.Direction rules =
                direction(c.path("rules"), ScalingBehaviour.KUBERNETES.up());
        int current = c.path("current_replicas").intValue();
        int limit =
                c.path("direction").asText().equals("up")
                        ? ScalingRateLimit.mostUp(current, rules, room(c))
                        : ScalingRateLimit.leastDown(current, rules, room(c));
        return differs("limit", c.path("expected_limit"), limit);
    }

    private static ScalingRateLimit.Room room(JsonNode c) {
        return new ScalingRateLimit.Room(
                c.path("min").intValue(),
                c.path("max").intValue(),
                changes(c.path("scale_up_events")),
                changes(c.path("scale_down_events")),
                0,
                NOW);
    }
}
