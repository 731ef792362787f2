package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.HostSignals;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.PodLoad;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.NodeUse;
import dev.elasticcloud.manager.spi.UsageSource;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.HostView;
import dev.elasticcloud.manager.view.NodeView;
import dev.elasticcloud.manager.view.PodView;
import dev.elasticcloud.manager.view.UseClassifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Puts together what the autoscaler is told of a pod, from the round's view and the latest usage.
final class SignalReader {

    /// A usage sample that is older says nothing of now.
    private static final Duration FRESH = Duration.ofSeconds(10);

    /// For so long after its container has started a node's usage is that of its start, and no reason
    /// to grow.
    private static final Duration WARMS_UP = Duration.ofSeconds(5);

    private final UsageSource usage;

    SignalReader(UsageSource usage) {
        this.usage = usage;
    }

    Signals signals(CloudView cloud, PodView pod, PodLoad load, Duration provisioning, Instant at) {
        Map<NodeName, NodeUsage> fresh = fresh(pod, at);
        List<NodeUsage> ofOnline =
                pod.nodes().stream()
                        .filter(NodeView::online)
                        .filter(n -> fresh.containsKey(n.node()))
                        .filter(n -> isPastStart(n, fresh.get(n.node())))
                        .map(n -> fresh.get(n.node()))
                        .toList();
        int online = pod.online();
        return new Signals(
                at,
                cloud.now(),
                online,
                Math.max(0, pod.spec().target().nodes() - online),
                load.running(),
                load.queued(),
                load.arrivalRate(),
                provisioning,
                ofOnline,
                hostSignals(cloud, pod, uses(cloud, pod, at)));
    }

    /// What keeps each node's jobs from running faster.
    Map<NodeName, NodeUse> uses(CloudView cloud, PodView pod, Instant at) {
        Map<NodeName, NodeUsage> fresh = fresh(pod, at);
        int busy = cloud.busyNodes();
        Map<NodeName, NodeUse> uses = new HashMap<>();
        for (NodeView node : pod.nodes()) {
            if (node.online()) {
                uses.put(
                        node.node(),
                        UseClassifier.of(node, fresh.get(node.node()), cloud.hostOf(node), busy));
            }
        }
        return uses;
    }

    private static boolean isPastStart(NodeView node, @Nullable NodeUsage sample) {
        return sample != null && sample.at().isAfter(node.box().startedAt().plus(WARMS_UP));
    }

    private Map<NodeName, NodeUsage> fresh(PodView pod, Instant at) {
        Map<NodeName, NodeUsage> fresh = new HashMap<>();
        for (NodeUsage sample : usage.latest(pod.name())) {
            // A sample from before the clock was set back lies in the future and is as useless.
            if (Duration.between(sample.at(), at).abs().compareTo(FRESH) < 0) {
                fresh.put(sample.node(), sample);
            }
        }
        return fresh;
    }

    private static @Nullable HostSignals hostSignals(
            CloudView cloud, PodView pod, Map<NodeName, NodeUse> uses) {
        if (cloud.bounds().isEmpty()) {
            return null;
        }
        NodeLimits limits = pod.spec().limits();
        int spares = pod.count(NodeView.Role.SPARE);
        int toThaw = cloud.bounds().values().stream().mapToInt(h -> h.roomToThaw(limits)).sum();
        int toStart = cloud.bounds().values().stream().mapToInt(h -> h.room(limits)).sum();
        int room = Math.min(toThaw, spares + toStart);
        HostView largest =
                cloud.bounds().values().stream()
                        .max(Comparator.comparingDouble(HostView::cpusLeft))
                        .orElseThrow();
        Map<NodeUse, Integer> counts = new EnumMap<>(NodeUse.class);
        uses.values().forEach(use -> counts.merge(use, 1, Integer::sum));
        PodTraffic traffic = cloud.seen().traffic().get(pod.name());
        return new HostSignals(
                room,
                room > 0 ? "" : largest.lacks(limits),
                spares,
                cloud.bounds().values().stream().mapToDouble(h -> h.reading().cores()).sum(),
                cloud.bounds().values().stream().mapToDouble(HostView::freeCores).sum(),
                cloud.bounds().values().stream().allMatch(HostView::saturated),
                counts.getOrDefault(NodeUse.THROTTLED, 0),
                counts.getOrDefault(NodeUse.STARVED, 0),
                counts.getOrDefault(NodeUse.WAITING, 0),
                traffic == null ? OptionalDouble.empty() : OptionalDouble.of(traffic.responses()));
    }
}
