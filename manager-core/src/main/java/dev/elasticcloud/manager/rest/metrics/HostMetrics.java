package dev.elasticcloud.manager.rest.metrics;

import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.HostStatus;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/// Gauges of the hosts that nodes run on: capacity, promises and usage. A figure that is
/// unknown is left out.
final class HostMetrics {

    private final String prefix;
    private final PrometheusRegistry registry;
    private final Supplier<CloudSnapshot> snapshot;

    HostMetrics(String prefix, PrometheusRegistry registry, Supplier<CloudSnapshot> snapshot) {
        this.prefix = prefix;
        this.registry = registry;
        this.snapshot = snapshot;
    }

    void register() {
        perHost("host_cpus", "Processors of a host.", h -> OptionalDouble.of(h.cores()));
        perHost("host_memory_bytes", "Memory of a host.", h -> OptionalDouble.of(h.memoryBytes()));
        perHost(
                "host_promisable_cpus",
                "Processors of a host that may be promised to nodes as limits.",
                h -> OptionalDouble.of(h.promisableCpus()));
        perHost(
                "host_promisable_memory_bytes",
                "Memory of a host that may be promised to nodes as limits.",
                h -> OptionalDouble.of(h.promisableBytes()));
        perHost("host_free_cpus", "Idle processors of a host.", HostStatus::freeCpus);
        perHost(
                "host_other_cpus",
                "Processors used by everything but this cloud's nodes.",
                HostStatus::otherCpus);
        perHost(
                "host_available_memory_bytes",
                "Memory that is still available to programs.",
                h -> real(h.freeBytes()));
        perHost(
                "host_cpu_pressure",
                "Share of time in which some program waited for a processor.",
                HostStatus::cpuPressure);
        perHost(
                "host_saturated",
                "1 while the processors are almost fully used.",
                h -> OptionalDouble.of(h.saturated() ? 1 : 0));
        perShare(
                "host_pod_promised_cpus",
                "Processors promised to a pod's nodes.",
                s -> OptionalDouble.of(s.promisedCpus()));
        perShare(
                "host_pod_promised_memory_bytes",
                "Memory promised to a pod's nodes.",
                s -> OptionalDouble.of(s.promisedBytes()));
        perShare(
                "host_pod_used_cpus",
                "Processors that a pod's nodes use.",
                HostStatus.Share::usedCpus);
        perShare(
                "host_pod_room",
                "How many more nodes of a pod would fit.",
                s -> OptionalDouble.of(s.room()));
        GaugeWithCallback.builder()
                .name(prefix + "nodes_pending")
                .help("Nodes that are wanted but do not fit any host.")
                .labelNames("pod")
                .callback(
                        callback ->
                                snapshot.get()
                                        .pods()
                                        .forEach(
                                                (name, pod) ->
                                                        callback.call(
                                                                pod.pending().nodes(),
                                                                name.value())))
                .register(registry);
    }

    private static OptionalDouble real(OptionalLong value) {
        return value.isPresent() ? OptionalDouble.of(value.getAsLong()) : OptionalDouble.empty();
    }

    private void perHost(String name, String help, Function<HostStatus, OptionalDouble> value) {
        GaugeWithCallback.builder()
                .name(prefix + name)
                .help(help)
                .labelNames("host")
                .callback(
                        callback -> {
                            for (HostStatus host : snapshot.get().hosts()) {
                                value.apply(host)
                                        .ifPresent(v -> callback.call(v, host.name().value()));
                            }
                        })
                .register(registry);
    }

    private void perShare(
            String name, String help, Function<HostStatus.Share, OptionalDouble> value) {
        GaugeWithCallback.builder()
                .name(prefix + name)
                .help(help)
                .labelNames("host", "pod")
                .callback(
                        callback -> {
                            List<HostStatus> hosts = snapshot.get().hosts();
                            for (HostStatus host : hosts) {
                                for (HostStatus.Share share : host.pods()) {
                                    value.apply(share)
                                            .ifPresent(
                                                    v ->
                                                            callback.call(
                                                                    v,
                                                                    host.name().value(),
                                                                    share.pod().value()));
                                }
                            }
                        })
                .register(registry);
    }
}
