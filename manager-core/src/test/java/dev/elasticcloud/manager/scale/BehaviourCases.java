package dev.elasticcloud.manager.scale;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import dev.elasticcloud.manager.scale.AutoscalerConformanceTest.Section;
import dev.elasticcloud.manager.scale.hpa.ScaleEvents;
import dev.elasticcloud.manager.scale.hpa.StabilizationWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The cases of what Kubernetes does between a proposal and the replica count, and how they are
/// read.
final class BehaviourCases {

    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private BehaviourCases() {}

    static List<Section> sections() {
        return List.of(
                new Section("rate_cases", (file, c) -> RateLimitCases.rate(c)),
                new Section("legacy_cases", (file, c) -> RateLimitCases.legacy(c)),
                new Section("limit_cases", (file, c) -> RateLimitCases.limit(c)),
                new Section(
                        "stabilization_default_cases",
                        (file, c) -> StabilizationCases.defaultCalm(c)),
                new Section(
                        "stabilization_behavior_cases", (file, c) -> StabilizationCases.calm(c)),
                new Section("event_store_cases", (file, c) -> ScaleEventCases.events(c)),
                new Section("whole_loop_cases", (file, c) -> WholeLoopCases.turn(c)));
    }

    static ScalingBehaviour.Direction direction(
            JsonNode rules, ScalingBehaviour.Direction otherwise) {
        if (!rules.isObject()) {
            return otherwise;
        }
        List<ScalingBehaviour.Step> steps = new ArrayList<>();
        for (JsonNode policy : rules.path("policies")) {
            Duration period = seconds(policy.path("period_s"));
            int value = policy.path("value").intValue();
            steps.add(
                    policy.path("type").asText().equals("Pods")
                            ? ScalingBehaviour.Step.nodes(value, period)
                            : ScalingBehaviour.Step.percent(value, period));
        }
        return new ScalingBehaviour.Direction(
                ScalingBehaviour.Select.valueOf(
                        rules.path("select").asText("Max").toUpperCase(java.util.Locale.ROOT)),
                seconds(rules.path("stabilization_s")),
                steps);
    }

    static ScaleEvents changes(JsonNode events) {
        List<ScaleEvents.Event> list = new ArrayList<>();
        for (JsonNode event : events) {
            list.add(
                    new ScaleEvents.Event(
                            event.path("change").intValue(),
                            NOW.minus(seconds(event.path("age_s"))),
                            event.path("outdated").asBoolean(false)));
        }
        return new ScaleEvents(list);
    }

    static StabilizationWindow window(JsonNode recommendations) {
        List<StabilizationWindow.Proposal> list = new ArrayList<>();
        for (JsonNode one : recommendations) {
            list.add(
                    new StabilizationWindow.Proposal(
                            one.path("replicas").intValue(),
                            NOW.minus(seconds(one.path("age_s")))));
        }
        return new StabilizationWindow(list);
    }

    static Duration seconds(JsonNode age) {
        return ReplicaCases.seconds(age);
    }
}
