package dev.elasticcloud.manager.view;

import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.HostReading;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.view.HostView.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Adds up what each host has promised to this cloud's nodes: memory for every container that
/// exists or is being created, processors for those that are not frozen. Pure.
final class HostAccounting {

    /// The limits of the balancer's container, which runs on one of the hosts.
    private static final long BALANCER_BYTES = 256 * NodeLimits.MIB;

    /// About how long the engine takes to make a container, and a shipped node then to serve.
    private static final Duration TO_MAKE = Duration.ofSeconds(1);

    private static final Duration TO_SERVE = Duration.ofMillis(600);

    private final CloudSpec spec;
    private final Observation seen;
    private final Map<HostName, SortedMap<PodName, Promise>> promised = new HashMap<>();
    private final Map<HostName, HostView.Starts> starts = new HashMap<>();

    private HostAccounting(CloudSpec spec, Observation seen) {
        this.spec = spec;
        this.seen = seen;
    }

    static SortedMap<HostName, HostView> of(
            CloudSpec spec, Observation seen, SortedMap<PodName, PodView> pods) {
        HostAccounting accounting = new HostAccounting(spec, seen);
        for (PodView pod : pods.values()) {
            pod.nodes().forEach(node -> accounting.count(pod, node));
        }
        for (NodeContainer container : seen.containers().values()) {
            if (!pods.containsKey(container.pod())) {
                accounting.promise(
                        accounting.hostOf(container),
                        container.pod(),
                        container.frozen() ? 0 : container.limits().cpus(),
                        container.limits().memoryBytes());
            }
        }
        return accounting.hosts();
    }

    private SortedMap<HostName, HostView> hosts() {
        SortedMap<HostName, HostView> hosts = new TreeMap<>();
        for (HostReading reading : seen.hosts().values()) {
            hosts.put(
                    reading.name(),
                    new HostView(
                            reading,
                            spec.hosts(),
                            BALANCER_BYTES,
                            promised.getOrDefault(reading.name(), new TreeMap<>()),
                            starts.getOrDefault(reading.name(), HostView.Starts.NONE)));
        }
        return hosts;
    }

    private void count(PodView pod, NodeView node) {
        NodeContainer container = node.container();
        if (container == null) {
            if (node.role() == NodeView.Role.MAKING) {
                NodeLimits limits = pod.spec().limits();
                promise(anyHost(), pod.name(), limits.cpus(), limits.memoryBytes());
                starts(anyHost(), HostView.Starts.JUST_BEGUN.holding(limits.memoryBytes()));
            }
            return;
        }
        if (container.state() == NodeContainer.State.EXITED) {
            return;
        }
        HostName host = hostOf(container);
        NodeLimits limits = largest(container.limits(), node.underWay());
        boolean frozen = container.frozen() && node.role() != NodeView.Role.THAWING;
        promise(host, pod.name(), frozen ? 0 : limits.cpus(), limits.memoryBytes());
        boolean starting =
                node.state() == NodeState.STARTING
                        && node.role() != NodeView.Role.HELD
                        && !container.frozen();
        boolean made = !(node.underWay() instanceof Action.StartNode);
        double cores = made ? Math.min(1, limits.cpus()) : HostView.Starts.CORES_TO_MAKE;
        double used = used(container, starting);
        starts(
                host,
                starting
                        ? new HostView.Starts(1, cores, used, limits.memoryBytes())
                        : new HostView.Starts(0, 0, used, 0));
    }

    private void starts(HostName host, HostView.Starts more) {
        starts.merge(host, more, HostView.Starts::plus);
    }

    /// The processors' worth that a start used, averaged over the time that its host's load is: a
    /// core while the engine made the container, and its limit from then until it served.
    private double used(NodeContainer container, boolean starting) {
        HostReading reading = seen.hosts().get(hostOf(container));
        if (reading == null) {
            return 0;
        }
        boolean begun = container.state() != NodeContainer.State.CREATED;
        Instant began = begun ? container.startedAt() : reading.at();
        Instant served = starting ? reading.at() : began.plus(TO_SERVE);
        double making = inWindow(began.minus(TO_MAKE), began, reading.at());
        double running = inWindow(began, served, reading.at());
        return making * HostView.Starts.CORES_TO_MAKE
                + running * Math.min(1, container.limits().cpus());
    }

    /// The share (0 to 1) of a reading's window that a period covers.
    private static double inWindow(Instant from, Instant until, Instant reading) {
        Instant opened = reading.minus(HostReading.WINDOW);
        Instant later = from.isAfter(opened) ? from : opened;
        Instant earlier = until.isBefore(reading) ? until : reading;
        Duration both = Duration.between(later, earlier);
        return both.isPositive() ? both.toNanos() / (double) HostReading.WINDOW.toNanos() : 0;
    }

    /// Limits being changed count with the larger of both values.
    private static NodeLimits largest(NodeLimits now, @Nullable Action underWay) {
        if (underWay instanceof Action.UpdateLimits update) {
            return now.withCpus(Math.max(now.cpus(), update.limits().cpus()))
                    .withMemoryBytes(Math.max(now.memoryBytes(), update.limits().memoryBytes()));
        }
        return now;
    }

    /// A container whose host the runtime does not name runs on the only host.
    private HostName hostOf(NodeContainer container) {
        return seen.hosts().containsKey(container.host()) ? container.host() : anyHost();
    }

    private HostName anyHost() {
        return seen.hosts().isEmpty() ? HostName.LOCAL : seen.hosts().firstKey();
    }

    private void promise(HostName host, PodName pod, double cpus, long bytes) {
        promised.computeIfAbsent(host, h -> new TreeMap<>())
                .merge(pod, Promise.NONE.plus(cpus, bytes), (all, one) -> all.plus(cpus, bytes));
    }
}
