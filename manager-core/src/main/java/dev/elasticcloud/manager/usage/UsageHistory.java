package dev.elasticcloud.manager.usage;

import dev.elasticcloud.manager.model.CloudSnapshot;
import dev.elasticcloud.manager.model.Decision;
import dev.elasticcloud.manager.model.HistoryRange;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.NodeState;
import dev.elasticcloud.manager.model.NodeStatus;
import dev.elasticcloud.manager.model.NodeUsage;
import dev.elasticcloud.manager.model.PodHistory;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.PodStatus;
import dev.elasticcloud.manager.spi.UsageSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// The last hour at one point a second: what graphs show and the autoscaler reads. Bounded.
public final class UsageHistory implements UsageSource {

    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration STEP = Duration.ofMillis(900);

    private static final class Pod {
        private final Deque<PodHistory.Point> points = new ArrayDeque<>();
        private final Map<NodeName, Deque<NodeUsage>> nodes = new HashMap<>();
        private final Deque<Decision> scalings = new ArrayDeque<>();
    }

    private final Map<PodName, Pod> pods = new HashMap<>();

    /// Enters one sample of each node.
    public synchronized void record(Collection<NodeUsage> samples) {
        for (NodeUsage sample : samples) {
            Deque<NodeUsage> node =
                    pod(sample.pod()).nodes.computeIfAbsent(sample.node(), n -> new ArrayDeque<>());
            node.addLast(sample);
            while (node.getFirst().at().isBefore(sample.at().minus(KEPT))) {
                node.removeFirst();
            }
        }
    }

    /// Enters a point for each pod, at most one a second, and decisions that changed a count.
    public synchronized void record(CloudSnapshot snapshot) {
        for (PodStatus status : snapshot.pods().values()) {
            Pod pod = pod(status.name());
            noteScaling(pod, status.decision());
            PodHistory.Point last = pod.points.peekLast();
            if (status.spec().target().initialised()
                    && (last == null || !snapshot.at().isBefore(last.at().plus(STEP)))) {
                pod.points.addLast(point(status, snapshot.at()));
            }
            forgetOld(pod, snapshot.at().minus(KEPT));
        }
    }

    private static void noteScaling(Pod pod, @org.jspecify.annotations.Nullable Decision decision) {
        if (decision != null && decision.changesCount()) {
            Decision last = pod.scalings.peekLast();
            if (last == null || last.at().isBefore(decision.at())) {
                pod.scalings.addLast(decision);
            }
        }
    }

    private static void forgetOld(Pod pod, Instant before) {
        while (!pod.points.isEmpty() && pod.points.getFirst().at().isBefore(before)) {
            pod.points.removeFirst();
        }
        while (!pod.scalings.isEmpty() && pod.scalings.getFirst().at().isBefore(before)) {
            pod.scalings.removeFirst();
        }
        pod.nodes.values().removeIf(usage -> usage.getLast().at().isBefore(before));
    }

    private static PodHistory.Point point(PodStatus status, Instant at) {
        int running = status.load().running();
        int queued = status.load().queued();
        return new PodHistory.Point(
                at,
                status.online(),
                status.count(NodeState.SPARE),
                (double) (running + queued) / status.spec().slots(),
                running,
                queued,
                status.load().arrivalRate(),
                mean(status, n -> n.cpuShare().orElse(Double.NaN)),
                mean(status, n -> n.memoryShare().orElse(Double.NaN)));
    }

    private static OptionalDouble mean(PodStatus status, ToDoubleFunction<NodeStatus> share) {
        return status.nodes().stream()
                .filter(n -> n.state() == NodeState.ONLINE)
                .mapToDouble(share)
                .filter(value -> !Double.isNaN(value))
                .average();
    }

    @Override
    public synchronized List<NodeUsage> latest(PodName pod) {
        return pod(pod).nodes.values().stream().map(Deque::getLast).toList();
    }

    public synchronized PodHistory of(PodName name, HistoryRange range) {
        Pod pod = pod(name);
        TreeMap<NodeName, List<NodeUsage>> nodes = new TreeMap<>();
        pod.nodes.forEach(
                (node, usage) -> {
                    List<NodeUsage> recent =
                            usage.stream().filter(u -> range.holds(u.at())).toList();
                    if (!recent.isEmpty()) {
                        nodes.put(node, recent);
                    }
                });
        return new PodHistory(
                name,
                pod.points.stream().filter(p -> range.holds(p.at())).toList(),
                nodes,
                new ArrayList<>(pod.scalings.stream().filter(d -> range.holds(d.at())).toList()));
    }

    /// The last sample of each node of any pod.
    synchronized Map<NodeName, NodeUsage> latest() {
        Map<NodeName, NodeUsage> latest = new HashMap<>();
        pods.values()
                .forEach(
                        pod ->
                                pod.nodes.forEach(
                                        (node, usage) -> latest.put(node, usage.getLast())));
        return latest;
    }

    private Pod pod(PodName name) {
        return pods.computeIfAbsent(name, n -> new Pod());
    }
}
