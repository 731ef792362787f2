package dev.elasticcloud.manager.usage;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.spi.DecisionLog;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.spi.UsageLog;
import dev.elasticcloud.manager.spi.UsageSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The usage of pods and nodes: the last hour in memory, at one point per second, for the
/// autoscaler and most graphs, and everything older in the store. Bounded.
///
/// The reconcile loop reads the latest samples and publishes snapshots here, so its monitor is never
/// held while the store is read or written.
public final class UsageHistory implements UsageSource {

    private static final Logger LOG = LoggerFactory.getLogger(UsageHistory.class);

    private static final Duration STEP = Duration.ofMillis(900);

    /// The store's coarsest step.
    private static final Duration COARSEST = Duration.ofMinutes(1);

    /// The clock counts as set back when it shows this much less than before.
    private static final Duration SET_BACK = Duration.ofMinutes(1);

    /// How much is kept in memory while the store rejects changes; more is dropped.
    private static final int MOST_PENDING = 100_000;

    /// One pod in memory; guarded by the monitor.
    private static final class Pod {
        private final RecentUsage recent = new RecentUsage();
        private @Nullable Instant followed;
        private @Nullable Instant lastPoint;

        /// Whether an earlier manager's part of the hour has been read from the store.
        private boolean loaded;

        /// Whether a point is due: a second after the last one, or after any jump of the clock.
        boolean takesPoint(Instant at) {
            Instant last = lastPoint;
            boolean due = last == null || Duration.between(last, at).abs().compareTo(STEP) >= 0;
            lastPoint = due ? at : last;
            return due;
        }

        /// After the clock was set back, memory lacks the hour before the new time.
        void follow(Instant now) {
            Instant before = followed;
            if (before != null && now.isBefore(before.minus(SET_BACK))) {
                loaded = false;
            }
            followed = now;
            recent.forget(now);
        }
    }

    private final UsageLog log;
    private final PastDecisions past;
    private final ManagerClock clock;
    private final Map<PodName, Pod> pods = new HashMap<>();

    private PendingUsage pending = PendingUsage.nothing();

    /// Held while an hour is read from the store, so that it is read only once; never taken by the
    /// loop.
    private final ReentrantLock loading = new ReentrantLock();

    private volatile boolean failing;

    public UsageHistory(UsageLog log, DecisionLog decisions, ManagerClock clock) {
        this.log = log;
        this.past = new PastDecisions(decisions);
        this.clock = clock;
    }

    /// Adds one sample of each node.
    public synchronized void record(Collection<NodeUsage> samples) {
        for (NodeUsage sample : samples) {
            pod(sample.pod()).recent.add(sample);
            pending.samples().add(sample);
        }
        Instant now = clock.instant();
        samples.stream().map(NodeUsage::pod).distinct().forEach(name -> pod(name).follow(now));
    }

    /// Adds a point for each pod, at most one per second, and decisions that changed a count.
    public synchronized void record(CloudSnapshot snapshot) {
        Instant now = clock.instant();
        for (PodStatus status : snapshot.pods().values()) {
            Pod pod = pod(status.name());
            Decision decision = status.decision();
            if (decision != null) {
                pod.recent.addHold(decision);
            }
            if (decision != null && decision.changesCount()) {
                pod.recent.add(decision);
            }
            if (status.spec().target().initialised() && pod.takesPoint(snapshot.at())) {
                PodHistory.Point point = UsagePoint.of(status, snapshot.at());
                pod.recent.add(point);
                pending.points().computeIfAbsent(status.name(), p -> new ArrayList<>()).add(point);
            }
            pod.follow(now);
        }
    }

    private Pod pod(PodName name) {
        return pods.computeIfAbsent(name, p -> new Pod());
    }

    @Override
    public synchronized List<NodeUsage> latest(PodName name) {
        Pod pod = pods.get(name);
        return pod == null ? List.of() : pod.recent.latest();
    }

    /// The last sample of each node of any pod.
    synchronized Map<NodeName, NodeUsage> latest() {
        Map<NodeName, NodeUsage> latest = new HashMap<>();
        pods.values().forEach(pod -> pod.recent.latest().forEach(u -> latest.put(u.node(), u)));
        return latest;
    }

    /// Writes new usage to the store, and reads the part of the last hour that memory lacks. Usage
    /// that the store refuses is written the next time.
    public void keep() {
        write();
        unloaded().forEach(this::load);
    }

    private void write() {
        PendingUsage now = takePending();
        if (now.isEmpty()) {
            return;
        }
        try {
            log.record(now.points(), now.samples());
            failing = false;
        } catch (PortException e) {
            if (!failing) {
                LOG.warn(
                        "Usage is not stored for now; it is kept in memory and stored later: {}",
                        e.getMessage());
            }
            failing = true;
            putBack(now);
        }
    }

    private synchronized PendingUsage takePending() {
        PendingUsage now = pending;
        pending = PendingUsage.nothing();
        return now;
    }

    private synchronized void putBack(PendingUsage earlier) {
        if (earlier.size() + pending.size() < MOST_PENDING) {
            earlier.add(pending);
            pending = earlier;
        }
    }

    private synchronized List<PodName> unloaded() {
        return pods.entrySet().stream()
                .filter(pod -> !pod.getValue().loaded)
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Reads a pod's last hour from the store, unless memory has it.
    private void load(PodName name) {
        loading.lock();
        try {
            if (isLoaded(name)) {
                return;
            }
            HistoryRange hour = HistoryRange.before(clock.instant(), RecentUsage.KEPT);
            loaded(name, past.with(log.find(name, hour), hour));
        } catch (PortException e) {
            LOG.warn("Cannot load the last hour of pod {}: {}", name, e.getMessage());
            loaded(name, new PodHistory(name, List.of(), new TreeMap<>(), List.of()));
        } finally {
            loading.unlock();
        }
    }

    private synchronized boolean isLoaded(PodName name) {
        Pod pod = pods.get(name);
        return pod != null && pod.loaded;
    }

    private synchronized void loaded(PodName name, PodHistory stored) {
        Pod pod = pod(name);
        pod.recent.addStored(stored);
        pod.loaded = true;
    }

    private PodHistory recent(PodName name, HistoryRange range) {
        load(name);
        synchronized (this) {
            return pod(name).recent.within(name, range);
        }
    }

    /// A pod's history: the last hour from memory, everything before it from the store.
    public PodHistory of(PodName name, HistoryRange range) {
        Instant hour = clock.instant().minus(RecentUsage.KEPT);
        if (!range.from().isBefore(hour)) {
            return downsampled(recent(name, range), range.step());
        }
        Instant seam = seam(hour, range.step());
        Instant before = seam.minusMillis(1);
        Instant to = range.to().isBefore(before) ? range.to() : before;
        PodHistory earlier = log.find(name, new HistoryRange(range.from(), to, range.step()));
        if (range.to().isBefore(seam)) {
            return past.with(earlier, range);
        }
        HistoryRange rest = new HistoryRange(seam, range.to(), range.step());
        PodHistory recent = downsampled(recent(name, rest), range.step());
        TreeMap<NodeName, List<NodeUsage>> nodes = new TreeMap<>(earlier.nodes());
        recent.nodes().forEach((node, usage) -> nodes.merge(node, usage, UsageHistory::joined));
        PodHistory all =
                new PodHistory(name, joined(earlier.points(), recent.points()), nodes, List.of());
        return past.before(all, new HistoryRange(range.from(), to, range.step()), rest, recent);
    }

    /// Where the store's part ends and memory's begins: at the end of an interval, so that none is
    /// in both.
    private static Instant seam(Instant hour, @Nullable Duration step) {
        long stretch = Math.max(COARSEST.toMillis(), step == null ? 0 : step.toMillis());
        return Instant.ofEpochMilli(Math.ceilDiv(hour.toEpochMilli(), stretch) * stretch);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static PodHistory downsampled(PodHistory history, @Nullable Duration step) {
        if (step == null || step.compareTo(STEP) < 0) {
            return history;
        }
        TreeMap<NodeName, List<NodeUsage>> nodes = new TreeMap<>();
        history.nodes().forEach((node, all) -> nodes.put(node, Downsampler.samples(all, step)));
        return new PodHistory(
                history.pod(),
                Downsampler.points(history.points(), step),
                nodes,
                history.scalings(),
                history.holds());
    }
}
