package dev.elasticcloud.manager.usage;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.spi.DecisionLog;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.spi.UsageLog;
import dev.elasticcloud.manager.spi.UsageSource;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

/// What pods and nodes used: the last hour at one point a second in memory, where the autoscaler
/// and most graphs look, and all that is kept in the store. Bounded.
public final class UsageHistory implements UsageSource {

    private static final Logger LOG = LoggerFactory.getLogger(UsageHistory.class);

    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration STEP = Duration.ofMillis(900);

    /// The store's coarsest step.
    private static final Duration COARSEST = Duration.ofMinutes(1);

    /// How much waits for a store that takes nothing; beyond that it is not kept.
    private static final int MOST_WAITING = 100_000;

    private static final class Pod {
        private final Deque<PodHistory.Point> points = new ArrayDeque<>();
        private final Map<NodeName, Deque<NodeUsage>> nodes = new HashMap<>();
        private final Deque<Decision> scalings = new ArrayDeque<>();
    }

    /// What is not in the store yet.
    private record Waiting(Map<PodName, List<PodHistory.Point>> points, List<NodeUsage> samples) {

        static Waiting nothing() {
            return new Waiting(new HashMap<>(), new ArrayList<>());
        }

        boolean isEmpty() {
            return points.isEmpty() && samples.isEmpty();
        }

        int size() {
            return samples.size() + points.values().stream().mapToInt(List::size).sum();
        }

        void add(Waiting later) {
            samples.addAll(later.samples);
            later.points.forEach(
                    (pod, list) ->
                            points.computeIfAbsent(pod, p -> new ArrayList<>()).addAll(list));
        }
    }

    private final UsageLog log;
    private final DecisionLog decisions;
    private final InstantSource clock;
    private final Map<PodName, Pod> pods = new HashMap<>();
    private Waiting waiting = Waiting.nothing();
    private boolean failing;

    public UsageHistory(UsageLog log, DecisionLog decisions, InstantSource clock) {
        this.log = log;
        this.decisions = decisions;
        this.clock = clock;
    }

    /// Enters one sample of each node.
    public synchronized void record(Collection<NodeUsage> samples) {
        for (NodeUsage sample : samples) {
            Deque<NodeUsage> node =
                    pod(sample.pod()).nodes.computeIfAbsent(sample.node(), n -> new ArrayDeque<>());
            node.addLast(sample);
            waiting.samples().add(sample);
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
                PodHistory.Point point = point(status, snapshot.at());
                pod.points.addLast(point);
                waiting.points().computeIfAbsent(status.name(), p -> new ArrayList<>()).add(point);
            }
            forgetOld(pod, snapshot.at().minus(KEPT));
        }
    }

    private static void noteScaling(Pod pod, @Nullable Decision decision) {
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

    /// Writes what was recorded since the last time to the store. When that fails, it is written
    /// with what follows.
    public void keep() {
        Waiting now;
        synchronized (this) {
            now = waiting;
            waiting = Waiting.nothing();
        }
        if (now.isEmpty()) {
            return;
        }
        try {
            log.record(now.points(), now.samples());
            failing = false;
        } catch (PortException e) {
            if (!failing) {
                LOG.warn("Usage is not kept for now: {}", e.getMessage());
            }
            failing = true;
            putBack(now);
        }
    }

    private synchronized void putBack(Waiting earlier) {
        if (earlier.size() + waiting.size() < MOST_WAITING) {
            earlier.add(waiting);
            waiting = earlier;
        }
    }

    /// A pod's past: the last hour from memory, what was before it from the store.
    public PodHistory of(PodName name, HistoryRange range) {
        Instant hour = clock.instant().minus(KEPT);
        if (!range.from().isBefore(hour)) {
            return thinned(recent(name, range), range.step());
        }
        Instant seam = seam(hour, range.step());
        Instant before = seam.minusMillis(1);
        Instant to = range.to().isBefore(before) ? range.to() : before;
        PodHistory earlier = log.find(name, new HistoryRange(range.from(), to, range.step()));
        if (range.to().isBefore(seam)) {
            return with(earlier, decisions.scalings(name, range));
        }
        HistoryRange rest = new HistoryRange(seam, range.to(), range.step());
        PodHistory recent = thinned(recent(name, rest), range.step());
        TreeMap<NodeName, List<NodeUsage>> nodes = new TreeMap<>(earlier.nodes());
        recent.nodes().forEach((node, usage) -> nodes.merge(node, usage, UsageHistory::joined));
        return new PodHistory(
                name,
                joined(earlier.points(), recent.points()),
                nodes,
                decisions.scalings(name, range));
    }

    /// Where the store's part ends and memory's begins: at the end of a stretch, so that none is
    /// in both.
    private static Instant seam(Instant hour, @Nullable Duration step) {
        long stretch = Math.max(COARSEST.toMillis(), step == null ? 0 : step.toMillis());
        return Instant.ofEpochMilli(Math.ceilDiv(hour.toEpochMilli(), stretch) * stretch);
    }

    private static PodHistory with(PodHistory history, List<Decision> scalings) {
        return new PodHistory(history.pod(), history.points(), history.nodes(), scalings);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static PodHistory thinned(PodHistory history, @Nullable Duration step) {
        if (step == null || step.compareTo(STEP) < 0) {
            return history;
        }
        TreeMap<NodeName, List<NodeUsage>> nodes = new TreeMap<>();
        history.nodes().forEach((node, all) -> nodes.put(node, Downsampler.samples(all, step)));
        return new PodHistory(
                history.pod(),
                Downsampler.points(history.points(), step),
                nodes,
                history.scalings());
    }

    private synchronized PodHistory recent(PodName name, HistoryRange range) {
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
        return pods.computeIfAbsent(name, this::taken);
    }

    /// A pod's last hour as an earlier manager left it.
    private Pod taken(PodName name) {
        Pod pod = new Pod();
        try {
            HistoryRange hour = HistoryRange.before(clock.instant(), KEPT);
            PodHistory before = log.find(name, hour);
            pod.points.addAll(before.points());
            before.nodes().forEach((node, usage) -> pod.nodes.put(node, new ArrayDeque<>(usage)));
            pod.scalings.addAll(decisions.scalings(name, hour));
        } catch (PortException e) {
            LOG.warn("The last hour of pod {} is not shown: {}", name, e.getMessage());
        }
        return pod;
    }
}
