package dev.elasticcloud.manager.rest.metrics;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Timings;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// The metrics of the cloud and of this server for Prometheus; names follow its conventions.
public final class Metrics {

    public static final String TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final String PREFIX = "elasticcloud_";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final CloudManager cloud;
    private final AtomicInteger streams = new AtomicInteger();
    private final Histogram requests;

    public Metrics(CloudManager cloud, SnapshotAge age) {
        this.cloud = cloud;
        this.requests =
                Histogram.builder()
                        .name(PREFIX + "http_request_duration_seconds")
                        .help("From a request's arrival to the end of its answer.")
                        .unit(Unit.SECONDS)
                        .labelNames("operation", "status")
                        .classicUpperBounds(
                                .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5, 30)
                        .classicOnly()
                        .register(registry);
        nodes();
        perPod("pod_nodes_wanted", "Nodes that should serve.", p -> p.spec().target().nodes());
        perPod("pod_nodes_max", "Most nodes the pod may have.", p -> p.spec().maxNodes());
        perPod("jobs_running", "Jobs running now.", p -> p.load().running());
        perPod("jobs_queued", "Jobs waiting now.", p -> p.load().queued());
        perPod(
                "job_arrival_rate",
                "Jobs that arrive a second, recent average.",
                p -> p.load().arrivalRate());
        perPod(
                "jobs_lost",
                "Jobs without a state; anything but 0 is a fault.",
                p -> p.jobs().lost());
        jobs();
        decisions();
        part("up_engine", "Whether the container engine answers.", s -> s.engine().reachable());
        part("up_balancer", "Whether the balancer runs.", s -> s.balancer().running());
        gauge(
                "snapshot_age_seconds",
                "How old the newest snapshot is.",
                s -> age.age().toMillis() / 1000.0);
        gauge("stream_readers", "Readers of the live stream.", s -> streams.get());
        gauge("problems", "Present problems of the cloud.", s -> s.problems().size());
        new HostMetrics(PREFIX, registry, cloud::snapshot).register();
        if (cloud instanceof HostedCloud hosted) {
            work(hosted);
        }
    }

    /// Counts and timings of a manager in this process.
    private void work(HostedCloud hosted) {
        timed(
                "job_latency_seconds",
                "From a job's acceptance to its end.",
                () -> byPod(hosted.stats().jobs()));
        timed(
                "engine_call_duration_seconds",
                "Requests to the container engine, until the response begins.",
                () -> Map.of(Labels.EMPTY, hosted.stats().engineCalls()));
        timed(
                "balancer_call_duration_seconds",
                "Calls to the balancer.",
                () -> Map.of(Labels.EMPTY, hosted.stats().balancerCalls()));
        timed(
                "loop_round_duration_seconds",
                "Rounds of the reconcile loop.",
                () -> Map.of(Labels.EMPTY, hosted.stats().rounds()));
        CounterWithCallback.builder()
                .name(PREFIX + "decisions_total")
                .help("Decisions of the autoscaler, by verdict.")
                .labelNames("pod", "direction")
                .callback(
                        callback ->
                                hosted.stats()
                                        .decisions()
                                        .forEach((pod, verdicts) -> tell(callback, pod, verdicts)))
                .register(registry);
    }

    private void timed(String name, String help, Supplier<Map<Labels, Timings>> timings) {
        registry.register(new TimingHistogram(PREFIX + name, help, timings));
    }

    private static Map<Labels, Timings> byPod(Map<PodName, Timings> timings) {
        return timings.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                e -> Labels.of("pod", e.getKey().value()), Map.Entry::getValue));
    }

    private static void tell(
            CounterWithCallback.Callback callback,
            PodName pod,
            Map<Decision.Verdict, Long> verdicts) {
        for (Decision.Verdict verdict : Decision.Verdict.values()) {
            String direction =
                    switch (verdict) {
                        case SCALE_UP -> "up";
                        case SCALE_DOWN -> "down";
                        case HOLD -> "hold";
                    };
            callback.call(verdicts.getOrDefault(verdict, 0L), pod.value(), direction);
        }
    }

    private void nodes() {
        GaugeWithCallback.builder()
                .name(PREFIX + "nodes")
                .help("Nodes by state.")
                .labelNames("pod", "state")
                .callback(
                        callback -> {
                            for (PodStatus pod : cloud.snapshot().pods().values()) {
                                for (NodeState state : NodeState.values()) {
                                    callback.call(
                                            pod.count(state),
                                            pod.name().value(),
                                            state.name().toLowerCase(Locale.ROOT));
                                }
                            }
                        })
                .register(registry);
    }

    private void jobs() {
        CounterWithCallback.builder()
                .name(PREFIX + "jobs_total")
                .help("Ended jobs by outcome.")
                .labelNames("pod", "outcome")
                .callback(
                        callback -> {
                            for (PodStatus pod : cloud.snapshot().pods().values()) {
                                String name = pod.name().value();
                                callback.call(pod.jobs().completed(), name, "completed");
                                callback.call(pod.jobs().failed(), name, "failed");
                                callback.call(pod.jobs().cancelled(), name, "cancelled");
                            }
                        })
                .register(registry);
    }

    private void decisions() {
        GaugeWithCallback.builder()
                .name(PREFIX + "decision_timestamp_seconds")
                .help("When the autoscaler last reached a decision, by its verdict.")
                .unit(Unit.SECONDS)
                .labelNames("pod", "verdict")
                .callback(
                        callback -> {
                            for (PodStatus pod : cloud.snapshot().pods().values()) {
                                Decision decision = pod.decision();
                                if (decision != null) {
                                    callback.call(
                                            decision.at().toEpochMilli() / 1000.0,
                                            pod.name().value(),
                                            decision.verdict().name().toLowerCase(Locale.ROOT));
                                }
                            }
                        })
                .register(registry);
    }

    private void perPod(String name, String help, ToDoubleFunction<PodStatus> value) {
        GaugeWithCallback.builder()
                .name(PREFIX + name)
                .help(help)
                .labelNames("pod")
                .callback(
                        callback ->
                                cloud.snapshot()
                                        .pods()
                                        .values()
                                        .forEach(
                                                pod ->
                                                        callback.call(
                                                                value.applyAsDouble(pod),
                                                                pod.name().value())))
                .register(registry);
    }

    private void part(String name, String help, Predicate<CloudSnapshot> works) {
        gauge(name, help, snapshot -> works.test(snapshot) ? 1 : 0);
    }

    private void gauge(String name, String help, ToDoubleFunction<CloudSnapshot> value) {
        GaugeWithCallback.builder()
                .name(PREFIX + name)
                .help(help)
                .callback(callback -> callback.call(value.applyAsDouble(cloud.snapshot())))
                .register(registry);
    }

    /// One request that is being measured.
    public final class Request {
        private final long begin = System.nanoTime();
        private String operation = "none";

        public void is(String id) {
            operation = id;
        }

        public void end(int status) {
            if (!operation.equals("readStream")) {
                requests.labelValues(operation, Integer.toString(status))
                        .observe((System.nanoTime() - begin) / 1e9);
            }
        }
    }

    public Request begin() {
        return new Request();
    }

    public AtomicInteger streams() {
        return streams;
    }

    public byte[] text() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toByteArray();
    }
}
