package dev.elasticcloud.manager.scale;

import static dev.elasticcloud.manager.scale.AutoscalerConformanceTest.differs;
import static dev.elasticcloud.manager.scale.BehaviourCases.NOW;
import static dev.elasticcloud.manager.scale.BehaviourCases.direction;
import static dev.elasticcloud.manager.scale.BehaviourCases.window;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import dev.elasticcloud.manager.scale.hpa.HorizontalScaler;
import dev.elasticcloud.manager.scale.hpa.MetricProposal;
import dev.elasticcloud.manager.scale.hpa.Replica;
import dev.elasticcloud.manager.scale.hpa.ReplicaCalculator;
import dev.elasticcloud.manager.scale.hpa.ScalingRateLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A whole evaluation by the autoscaler: from metrics to the count and the conditions it reports.
final class WholeLoopCases {

    private WholeLoopCases() {}

    static String turn(JsonNode c) {
        int current = c.path("current_replicas").intValue();
        Optional<ScalingBehaviour> behaviour =
                c.path("scale_up").isObject()
                        ? Optional.of(
                                new ScalingBehaviour(
                                        direction(
                                                c.path("scale_up"),
                                                ScalingBehaviour.KUBERNETES.up()),
                                        ScalingBehaviour.KUBERNETES.down()))
                        : Optional.empty();
        JsonNode prior = c.path("prior_recommendations");
        HorizontalScaler.Memory memory =
                prior.isArray()
                        ? HorizontalScaler.Memory.NEW.withWindow(window(prior))
                        : HorizontalScaler.Memory.NEW;
        HorizontalScaler.Result result =
                HorizontalScaler.turn(
                        new HorizontalScaler.Turn(
                                current,
                                c.path("min").intValue(),
                                c.path("max").intValue(),
                                proposals(c),
                                behaviour,
                                HorizontalScaler.DEFAULT_CALM,
                                0,
                                NOW),
                        memory);
        Set<String> conditions = conditions(result, current);
        String wrong = differs("count", c.path("expected_replicas"), result.replicas());
        for (JsonNode expected : c.path("expected_conditions")) {
            if (!conditions.contains(expected.asText())) {
                wrong += "conditions are %s, expected %s; ".formatted(conditions, expected);
            }
        }
        return wrong;
    }

    private static Set<String> conditions(HorizontalScaler.Result result, int current) {
        Set<String> conditions = new TreeSet<>();
        boolean changed = result.replicas() != current;
        switch (result.course()) {
            case HorizontalScaler.Course.SwitchedOff ignored ->
                    condition(conditions, "ScalingActive", false, "ScalingDisabled");
            case HorizontalScaler.Course.PutRight ignored -> {}
            case HorizontalScaler.Course.Unreadable unreadable ->
                    condition(conditions, "ScalingActive", false, unreadable.first().cause());
            case HorizontalScaler.Course.Followed followed -> {
                condition(conditions, "ScalingActive", true, "ValidMetricFound");
                String calm =
                        followed.calmed() == followed.asked()
                                ? "ReadyForNewScale"
                                : followed.asked() >= current
                                        ? "ScaleUpStabilized"
                                        : "ScaleDownStabilized";
                if (!changed) {
                    condition(conditions, "AbleToScale", true, calm);
                }
                ScalingRateLimit.Limited limited = followed.limited();
                condition(
                        conditions,
                        "ScalingLimited",
                        limited.replicas() != followed.calmed(),
                        RateLimitCases.condition(limited.reason()));
            }
        }
        if (changed) {
            condition(conditions, "AbleToScale", true, "SucceededRescale");
        }
        return conditions;
    }

    /// Cases name a condition with or without its state.
    private static void condition(Set<String> to, String type, boolean state, String reason) {
        to.add(type + ":" + reason);
        to.add(type + "=" + (state ? "True" : "False") + ":" + reason);
    }

    private static List<MetricProposal> proposals(JsonNode c) {
        List<MetricProposal> proposals = new ArrayList<>();
        int current = c.path("current_replicas").intValue();
        JsonNode target = c.path("cpu_target_percent");
        boolean unread = false;
        for (JsonNode other : c.path("other_metrics")) {
            unread |= other.has("error") && other.path("kind").asText().startsWith("resource");
        }
        if (target.isNumber() && !unread) {
            proposals.add(cpu(c, current, target.intValue()));
        }
        for (JsonNode other : c.path("other_metrics")) {
            proposals.add(other(c, current, other));
        }
        return proposals;
    }

    private static MetricProposal cpu(JsonNode c, int current, int target) {
        List<Replica> replicas = new ArrayList<>();
        Map<String, Replica.Sample> samples = new HashMap<>();
        for (JsonNode pod : c.path("pods")) {
            String name = "pod-" + replicas.size();
            JsonNode request = pod.path("request_milli");
            replicas.add(
                    Replica.serving(name, request.isNumber() ? (Long) request.longValue() : null));
            if (pod.path("usage_milli").isNumber()) {
                samples.put(name, Replica.Sample.of(pod.path("usage_milli").longValue()));
            }
        }
        return named(
                ReplicaCalculator.DEFAULT.utilisation(
                        current,
                        target,
                        new ReplicaCalculator.PerReplica(replicas, samples, "cpu", NOW)),
                "FailedGetResourceMetric");
    }

    private static MetricProposal other(JsonNode c, int current, JsonNode metric) {
        String kind = metric.path("kind").asText();
        String cause =
                switch (kind) {
                    case "invalid" -> "InvalidMetricSourceType";
                    case "resource_utilization" -> "FailedGetResourceMetric";
                    case "pods_average_value" -> "FailedGetPodsMetric";
                    case "object_value", "object_average_value" -> "FailedGetObjectMetric";
                    case "external_value", "external_average_value" -> "FailedGetExternalMetric";
                    default -> throw new IllegalArgumentException("unknown kind " + kind);
                };
        if (metric.path("error").isTextual()) {
            return new MetricProposal.Failed(cause, metric.path("error").asText());
        }
        long target = metric.path("target_milli").longValue();
        List<Long> levels = new ArrayList<>();
        metric.path("levels_milli").forEach(l -> levels.add(l.longValue()));
        int seen = c.path("status_replicas").asInt(current);
        List<Replica> replicas = new ArrayList<>();
        Map<String, Replica.Sample> samples = new HashMap<>();
        for (int i = 0; i < Math.max(seen, 0); i++) {
            replicas.add(Replica.serving("pod-" + i, 1000L));
            if (i < levels.size()) {
                samples.put("pod-" + i, Replica.Sample.of(levels.get(i)));
            }
        }
        ReplicaCalculator calculator = ReplicaCalculator.DEFAULT;
        MetricProposal proposal =
                switch (kind) {
                    case "pods_average_value" ->
                            calculator.averageValue(
                                    current,
                                    target,
                                    new ReplicaCalculator.PerReplica(
                                            replicas, samples, "qps", NOW));
                    case "object_value", "external_value" ->
                            calculator.value(
                                    current, target, ReplicaCalculator.sum(levels), replicas);
                    case "object_average_value", "external_average_value" ->
                            calculator.valuePerReplica(seen, target, ReplicaCalculator.sum(levels));
                    default -> throw new IllegalArgumentException("cannot be read: " + kind);
                };
        return named(proposal, cause);
    }

    private static MetricProposal named(MetricProposal proposal, String cause) {
        return proposal instanceof MetricProposal.Failed failed
                ? new MetricProposal.Failed(cause, failed.message())
                : proposal;
    }
}
