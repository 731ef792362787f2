package dev.elasticcloud.manager.usage;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.Hold;
import dev.elasticcloud.manager.model.record.PodHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The last hour of one pod in memory, with one point and one sample of each node per second.
/// Sorted by time, so that after the clock was set back new points are inserted among old ones;
/// two of the same second are merged. Not thread-safe.
final class RecentUsage {

    static final Duration KEPT = Duration.ofHours(1);

    private final NavigableMap<Long, PodHistory.Point> points = new TreeMap<>();
    private final Map<NodeName, NavigableMap<Long, NodeUsage>> nodes = new HashMap<>();
    private final NavigableMap<Instant, Decision> scalings = new TreeMap<>();
    private final NavigableMap<Instant, Hold> holds = new TreeMap<>();
    private final Map<NodeName, NodeUsage> latest = new HashMap<>();

    void add(PodHistory.Point point) {
        points.merge(second(point.at()), point, RecentUsage::merged);
    }

    private static PodHistory.Point merged(PodHistory.Point before, PodHistory.Point point) {
        return Downsampler.point(before.at(), List.of(before, point));
    }

    void add(NodeUsage sample) {
        latest.put(sample.node(), sample);
        samples(sample.node()).merge(second(sample.at()), sample, RecentUsage::merged);
    }

    private static NodeUsage merged(NodeUsage before, NodeUsage sample) {
        return Downsampler.sample(before.at(), List.of(before, sample));
    }

    private NavigableMap<Long, NodeUsage> samples(NodeName node) {
        return nodes.computeIfAbsent(node, n -> new TreeMap<>());
    }

    /// Adds a decision that changed the count; a known one is left as it is.
    void add(Decision scaling) {
        scalings.putIfAbsent(scaling.at(), scaling);
    }

    /// Adds what held the count of a decision, if anything did.
    void addHold(Decision decision) {
        Hold.of(decision).ifPresent(this::add);
    }

    private void add(Hold hold) {
        Map.Entry<Instant, Hold> before = holds.floorEntry(hold.from());
        Hold joined =
                before != null && before.getValue().isContinuedBy(hold)
                        ? before.getValue().with(hold)
                        : hold;
        holds.put(joined.from(), joined);
    }

    /// Adds the store's part of the hour; existing points of the same second are kept.
    void addStored(PodHistory stored) {
        stored.points().forEach(point -> points.putIfAbsent(second(point.at()), point));
        stored.nodes()
                .forEach(
                        (node, usage) -> {
                            usage.forEach(u -> samples(node).putIfAbsent(second(u.at()), u));
                            latest.putIfAbsent(node, usage.getLast());
                        });
        stored.scalings().forEach(this::add);
        List<Hold> newer = List.copyOf(holds.values());
        holds.clear();
        stored.holds().forEach(this::add);
        newer.forEach(this::add);
    }

    private static long second(Instant at) {
        return at.getEpochSecond();
    }

    /// Drops points more than an hour from now in either direction: those ahead were recorded
    /// before the clock was set back, and are in the store.
    void forget(Instant now) {
        Instant from = now.minus(KEPT);
        Instant to = now.plus(KEPT);
        forget(points, second(from), second(to));
        forget(scalings, from, to);
        holds.values().removeIf(h -> h.until().isBefore(from) || h.from().isAfter(to));
        nodes.values().forEach(samples -> forget(samples, second(from), second(to)));
        nodes.values().removeIf(Map::isEmpty);
        latest.values().removeIf(u -> u.at().isBefore(from) || u.at().isAfter(to));
    }

    private static <K> void forget(NavigableMap<K, ?> entries, K from, K to) {
        entries.headMap(from, false).clear();
        entries.tailMap(to, false).clear();
    }

    List<NodeUsage> latest() {
        return List.copyOf(latest.values());
    }

    PodHistory within(PodName pod, HistoryRange range) {
        TreeMap<NodeName, List<NodeUsage>> samples = new TreeMap<>();
        nodes.forEach(
                (node, usage) -> {
                    List<NodeUsage> held =
                            usage.values().stream().filter(u -> range.holds(u.at())).toList();
                    if (!held.isEmpty()) {
                        samples.put(node, held);
                    }
                });
        return new PodHistory(
                pod,
                points.values().stream().filter(p -> range.holds(p.at())).toList(),
                samples,
                scalings.values().stream().filter(d -> range.holds(d.at())).toList(),
                holds.values().stream().filter(h -> h.overlaps(range)).toList());
    }
}
