package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.observed.HostSignals;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.PodLoad;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.NodeUse;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.HostView;
import dev.elasticcloud.manager.view.NodeView;
import dev.elasticcloud.manager.view.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Collects the autoscaler's signals for a pod from the round's view and the latest usage.
final class SignalReader {

    private SignalReader() {}

    /// @param at the time of day of this round
    static Signals signals(
            CloudView cloud,
            PodView pod,
            PodLoad load,
            Duration provisioning,
            RoundUsage usage,
            Instant at) {
        List<NodeUsage> ofOnline =
                pod.nodes().stream()
                        .filter(NodeView::online)
                        .flatMap(
                                n ->
                                        usage
                                                .settled(n, pod.spec().startup().initialisation())
                                                .stream())
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
                hostSignals(cloud, pod, usage));
    }

    private static @Nullable HostSignals hostSignals(
            CloudView cloud, PodView pod, RoundUsage usage) {
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
        for (NodeView node : pod.nodes()) {
            NodeUse use = usage.uses().get(node.node());
            if (use != null) {
                counts.merge(use, 1, Integer::sum);
            }
        }
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
