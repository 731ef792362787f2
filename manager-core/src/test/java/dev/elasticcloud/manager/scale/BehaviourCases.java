package dev.elasticcloud.manager.scale;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.model.spec.ScalingBehaviour;
import dev.elasticcloud.manager.scale.AutoscalerConformanceTest.Section;
import dev.elasticcloud.manager.scale.hpa.HorizontalScaler;
import dev.elasticcloud.manager.scale.hpa.MetricProposal;
import dev.elasticcloud.manager.scale.hpa.Replica;
import dev.elasticcloud.manager.scale.hpa.ReplicaCalculator;
import dev.elasticcloud.manager.scale.hpa.ScaleEvents;
import dev.elasticcloud.manager.scale.hpa.ScalingRateLimit;
import dev.elasticcloud.manager.scale.hpa.StabilizationWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The cases of what Kubernetes does between a proposal and the count.
final class BehaviourCases {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private BehaviourCases() {}

    static List<Section> sections() {
        return List.of(
                new Section("rate_cases", (file, c) -> rate(c)),
                new Section("legacy_cases", (file, c) -> legacy(c)),
                new Section("limit_cases", (file, c) -> limit(c)),
                new Section("stabilization_default_cases", (file, c) -> defaultCalm(c)),
                new Section("stabilization_behavior_cases", (file, c) -> calm(c)),
                new Section("event_store_cases", (file, c) -> events(c)),
                new Section("whole_loop_cases", (file, c) -> turn(c)));
    }

    private static String rate(JsonNode c) {
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

    private static ScalingRateLimit.Room room(JsonNode c) {
        return new ScalingRateLimit.Room(
                c.path("min").intValue(),
                c.path("max").intValue(),
                changes(c.path("scale_up_events")),
                changes(c.path("scale_down_events")),
                NOW);
    }

    private static String legacy(JsonNode c) {
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
        return AutoscalerConformanceTest.differs(
                        "count", c.path("expected_replicas"), limited.replicas())
                + (expected.equals(condition)
                        ? ""
                        : "condition is %s, expected %s; ".formatted(condition, expected));
    }

    private static String condition(ScalingRateLimit.Reason reason) {
        return switch (reason) {
            case WITHIN_RANGE -> "DesiredWithinRange";
            case TOO_FEW -> "TooFewReplicas";
            case TOO_MANY -> "TooManyReplicas";
            case UP_LIMIT -> "ScaleUpLimit";
            case DOWN_LIMIT -> "ScaleDownLimit";
        };
    }

    private static String limit(JsonNode c) {
        ScalingBehaviour.Direction rules =
                direction(c.path("rules"), ScalingBehaviour.KUBERNETES.up());
        int current = c.path("current_replicas").intValue();
        int limit =
                c.path("direction").asText().equals("up")
                        ? ScalingRateLimit.mostUp(current, rules, room(c))
                        : ScalingRateLimit.leastDown(current, rules, room(c));
        return AutoscalerConformanceTest.differs("limit", c.path("expected_limit"), limit);
    }

    private static String defaultCalm(JsonNode c) {
        StabilizationWindow.Calmed calmed =
                window(c.path("recommendations"))
                        .highest(
                                c.path("desired_before").intValue(),
                                Duration.ofSeconds(c.path("window_s").asLong()),
                                NOW);
        return AutoscalerConformanceTest.differs(
                        "count", c.path("expected_replicas"), calmed.replicas())
                + AutoscalerConformanceTest.differs(
                        "log",
                        c.path("expected_log_length"),
                        calmed.remembered().proposals().size());
    }

    private static String calm(JsonNode c) {
        ScalingBehaviour behaviour =
                new ScalingBehaviour(
                        ScalingBehaviour.KUBERNETES
                                .up()
                                .withCalm(seconds(c.path("scale_up_stabilization_s"))),
                        ScalingBehaviour.KUBERNETES
                                .down()
                                .withCalm(seconds(c.path("scale_down_stabilization_s"))));
        StabilizationWindow.Calmed calmed =
                window(c.path("recommendations"))
                        .calm(
                                c.path("current_replicas").intValue(),
                                c.path("desired_before").intValue(),
                                behaviour,
                                NOW);
        List<Integer> log =
                calmed.remembered().proposals().stream()
                        .map(StabilizationWindow.Proposal::replicas)
                        .toList();
        List<Integer> expected = new ArrayList<>();
        c.path("expected_log").forEach(n -> expected.add(n.intValue()));
        boolean same = !c.path("expected_log").isArray() || log.equals(expected);
        return AutoscalerConformanceTest.differs(
                        "count", c.path("expected_replicas"), calmed.replicas())
                + (same ? "" : "log is %s, expected %s; ".formatted(log, expected));
    }

    /// What is expected of changes upward is expected of changes downward as well.
    private static String events(JsonNode c) {
        ScaleEvents before = changes(c.path("previous_events"));
        String wrong =
                AutoscalerConformanceTest.differs(
                        "change before",
                        c.path("expected_change_in_last_60s_before"),
                        before.within(Duration.ofMinutes(1), NOW));
        boolean declared = c.path("rules").isObject();
        int change = c.path("replica_change").intValue();
        ScalingBehaviour.Direction rules =
                direction(c.path("rules"), ScalingBehaviour.KUBERNETES.up());
        for (int sign : new int[] {1, -1}) {
            HorizontalScaler.Memory memory =
                    HorizontalScaler.turn(
                                    new HorizontalScaler.Turn(
                                            100,
                                            0,
                                            1000,
                                            List.of(
                                                    new MetricProposal.Counted(
                                                            100 + sign * change, 0, 0)),
                                            declared ? Optional.of(free(rules)) : Optional.empty(),
                                            HorizontalScaler.DEFAULT_CALM,
                                            NOW),
                                    new HorizontalScaler.Memory(
                                            StabilizationWindow.NONE, before, before))
                            .memory();
            ScaleEvents after = sign > 0 ? memory.grown() : memory.shrunk();
            wrong += sameEvents(c.path("expected_events_after"), after);
        }
        return wrong;
    }

    /// The rules with room for any change, so that what is stored is the change as given.
    private static ScalingBehaviour free(ScalingBehaviour.Direction rules) {
        List<ScalingBehaviour.Step> steps = new ArrayList<>(rules.steps());
        steps.add(ScalingBehaviour.Step.nodes(1000, Duration.ofSeconds(1)));
        ScalingBehaviour.Direction wide =
                new ScalingBehaviour.Direction(ScalingBehaviour.Select.MAX, Duration.ZERO, steps);
        return new ScalingBehaviour(wide, wide);
    }

    private static String sameEvents(JsonNode expected, ScaleEvents actual) {
        List<String> wanted = new ArrayList<>();
        expected.forEach(
                e -> wanted.add(e.path("change").asInt() + " " + e.path("outdated").asBoolean()));
        List<String> got =
                actual.events().stream().map(e -> e.change() + " " + e.outdated()).toList();
        return wanted.equals(got) ? "" : "events are %s, expected %s; ".formatted(got, wanted);
    }

    private static String turn(JsonNode c) {
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
                                NOW),
                        memory);
        Set<String> conditions = conditions(result, current);
        String wrong =
                AutoscalerConformanceTest.differs(
                        "count", c.path("expected_replicas"), result.replicas());
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
                        condition(limited.reason()));
            }
        }
        if (changed) {
            condition(conditions, "AbleToScale", true, "SucceededRescale");
        }
        return conditions;
    }

    /// Cases name a condition with its state or without.
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

    private static ScalingBehaviour.Direction direction(
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

    private static ScaleEvents changes(JsonNode events) {
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

    private static StabilizationWindow window(JsonNode recommendations) {
        List<StabilizationWindow.Proposal> list = new ArrayList<>();
        for (JsonNode one : recommendations) {
            list.add(
                    new StabilizationWindow.Proposal(
                            one.path("replicas").intValue(),
                            NOW.minus(seconds(one.path("age_s")))));
        }
        return new StabilizationWindow(list);
    }

    private static Duration seconds(JsonNode age) {
        return ReplicaCases.seconds(age);
    }
}
