package dev.elasticcloud.manager.scale;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.manager.scale.AutoscalerConformanceTest.Section;
import dev.elasticcloud.manager.scale.hpa.MetricProposal;
import dev.elasticcloud.manager.scale.hpa.Replica;
import dev.elasticcloud.manager.scale.hpa.ReplicaCalculator;
import dev.elasticcloud.manager.scale.hpa.ReplicaGroups;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The cases of Kubernetes' replica calculation.
final class ReplicaCases {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration LONG_AGO = Duration.ofDays(3650);
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private ReplicaCases() {}

    static List<Section> sections() {
        return List.of(
                new Section("cases", ReplicaCases::count),
                new Section("grouping_cases", ReplicaCases::group),
                new Section("per_pod_usage_cases", (file, c) -> perPod(c)));
    }

    private static String count(JsonNode file, JsonNode c) {
        ReplicaCalculator calculator =
                new ReplicaCalculator(
                        c.path("tolerance_down").asDouble(),
                        c.path("tolerance_up").asDouble(),
                        patience(file));
        List<Replica> replicas = new ArrayList<>();
        Map<String, Replica.Sample> samples = new HashMap<>();
        for (JsonNode pod : c.path("pods")) {
            Replica replica = replica(pod);
            replicas.add(replica);
            sample(samples, pod);
        }
        c.path("extra_metrics").forEach(metric -> sample(samples, metric));
        String kind = c.path("kind").asText();
        int current = c.path("current_replicas").intValue();
        long target = c.path("target").longValue();
        MetricProposal proposal =
                switch (kind) {
                    case "resource_utilization" ->
                            calculator.utilisation(
                                    current,
                                    (int) target,
                                    new ReplicaCalculator.PerReplica(
                                            replicas, samples, "cpu", NOW));
                    case "pods_average_value" ->
                            calculator.averageValue(
                                    current,
                                    target,
                                    new ReplicaCalculator.PerReplica(
                                            replicas, samples, "qps", NOW));
                    case "object_value", "external_value" ->
                            calculator.value(current, target, sum(c), replicas);
                    case "object_average_value", "external_average_value" ->
                            calculator.valuePerReplica(current, target, sum(c));
                    default -> throw new IllegalArgumentException("unknown kind " + kind);
                };
        return compare(c, proposal);
    }

    private static String compare(JsonNode c, MetricProposal proposal) {
        JsonNode error = c.path("expected_error");
        return switch (proposal) {
            case MetricProposal.Failed failed ->
                    error.isTextual() && failed.message().contains(error.asText())
                            ? ""
                            : "failed: " + failed.message();
            case MetricProposal.Counted counted -> {
                if (error.isTextual()) {
                    yield "counted " + counted + ", expected an error: " + error.asText();
                }
                yield AutoscalerConformanceTest.differs(
                                "count", c.path("expected_replicas"), counted.replicas())
                        + AutoscalerConformanceTest.differs(
                                "use in percent",
                                c.path("expected_utilization_percent"),
                                counted.percent())
                        + AutoscalerConformanceTest.differs(
                                "mean use", c.path("expected_average_usage_milli"), counted.usage())
                        + AutoscalerConformanceTest.differs(
                                "use", c.path("expected_usage_milli"), counted.usage());
            }
        };
    }

    private static String group(JsonNode file, JsonNode c) {
        List<Replica> replicas = new ArrayList<>();
        Map<String, Replica.Sample> samples = new HashMap<>();
        for (JsonNode pod : c.path("pods")) {
            String name = pod.path("name").asText();
            Instant started = ago(pod.path("age_s"));
            Instant since = ago(pod.path("ready_condition_age_s"));
            JsonNode ready = pod.path("ready_condition");
            replicas.add(
                    new Replica(
                            name,
                            phase(pod),
                            pod.path("deleting").asBoolean(),
                            started,
                            ready.isBoolean()
                                    ? new Replica.Readiness(
                                            ready.asBoolean(),
                                            since == null ? NOW.minus(LONG_AGO) : since)
                                    : null,
                            1L));
            JsonNode metric = pod.path("metric");
            if (metric.isObject()) {
                Instant at = ago(metric.path("age_s"));
                samples.put(
                        name,
                        new Replica.Sample(
                                metric.path("value").longValue(),
                                at == null ? Instant.EPOCH : at,
                                metric.path("window_s").longValue() * 1000));
            }
        }
        ReplicaGroups groups =
                ReplicaGroups.of(
                        replicas,
                        samples,
                        c.path("resource").asText().equals("cpu"),
                        patience(file),
                        NOW);
        return AutoscalerConformanceTest.differs(
                        "ready", c.path("expected_ready_count"), groups.ready())
                + names("unready", c.path("expected_unready"), groups.unready())
                + names("missing", c.path("expected_missing"), groups.missing())
                + names("ignored", c.path("expected_ignored"), groups.ignored());
    }

    private static String names(String what, JsonNode expected, Set<String> actual) {
        Set<String> wanted = new TreeSet<>();
        expected.forEach(name -> wanted.add(name.asText()));
        return wanted.equals(actual)
                ? ""
                : "%s are %s, expected %s; ".formatted(what, actual, wanted);
    }

    private static String perPod(JsonNode c) {
        return AutoscalerConformanceTest.differs(
                "use of each",
                c.path("expected"),
                ReplicaCalculator.perReplica(
                        c.path("usage").longValue(), c.path("replicas").intValue()));
    }

    private static ReplicaGroups.Patience patience(JsonNode file) {
        JsonNode constants = file.path("constants");
        return new ReplicaGroups.Patience(
                Duration.ofSeconds(constants.path("cpu_initialization_period_s").asLong(120)),
                Duration.ofSeconds(constants.path("initial_readiness_delay_s").asLong(10)));
    }

    /// In these cases an unready pod has been unready since its start.
    private static Replica replica(JsonNode pod) {
        JsonNode age = pod.path("age_s");
        Instant started = NOW.minus(age.isNumber() ? seconds(age) : LONG_AGO);
        JsonNode request = pod.path("request_milli");
        return new Replica(
                pod.path("name").asText(),
                phase(pod),
                pod.path("deleting").asBoolean(),
                started,
                new Replica.Readiness(pod.path("ready").asBoolean(), started),
                request.isNumber() ? (Long) request.longValue() : null);
    }

    private static void sample(Map<String, Replica.Sample> samples, JsonNode pod) {
        JsonNode usage = pod.path("usage_milli");
        if (usage.isNumber()) {
            samples.put(
                    pod.path("name").asText(),
                    new Replica.Sample(usage.longValue(), NOW, WINDOW.toMillis()));
        }
    }

    private static Replica.Phase phase(JsonNode pod) {
        return Replica.Phase.valueOf(
                pod.path("phase").asText("Running").toUpperCase(java.util.Locale.ROOT));
    }

    private static long sum(JsonNode c) {
        List<Long> values = new ArrayList<>();
        c.path("metric_values_milli").forEach(v -> values.add(v.longValue()));
        return ReplicaCalculator.sum(values);
    }

    private static @Nullable Instant ago(JsonNode age) {
        return age.isNumber() ? NOW.minus(seconds(age)) : null;
    }

    static Duration seconds(JsonNode age) {
        return Duration.ofMillis(Math.round(age.doubleValue() * 1000));
    }
}
