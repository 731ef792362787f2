package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.status.Timings;
import dev.elasticcloud.manager.spi.JobTransport.Outcome;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.Workload;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The queues of all pods.
///
/// Changes are made one at a time, each in the ledger first and then in the queues, so both have
/// the same order. A change waits for the disk; the reconcile loop must not. So the methods that
/// the loop calls ([#of], [#cutOff], [#awaitAnswers], [#latencies]) never wait for a change: they read what the
/// last one published.
final class JobQueues implements Workload {

    private final ManagerClock clock;
    private final Runnable pressure;
    private final Map<PodName, PodQueue> queues = new ConcurrentHashMap<>();

    /// Held for one change, ledger write included.
    private final ReentrantLock changes = new ReentrantLock();

    /// Whether the change under way made a job wait. Guarded by `changes`.
    private boolean jobWaits;

    /// @param counts the ledger's counts of earlier managers' jobs
    /// @param pressure called when a job has to wait, so that the engine reacts at once
    JobQueues(Map<PodName, JobCounts> counts, ManagerClock clock, Runnable pressure) {
        this.clock = clock;
        this.pressure = pressure;
        counts.forEach((pod, sums) -> queues.put(pod, new PodQueue(sums)));
    }

    /// Makes one change and publishes the resulting figures. The engine is woken only after that:
    /// it reads the figures at once.
    <T extends @Nullable Object> T change(Supplier<T> change) {
        boolean wake = false;
        changes.lock();
        try {
            return change.get();
        } finally {
            queues.values().forEach(PodQueue::publish);
            wake = jobWaits;
            jobWaits = false;
            changes.unlock();
            if (wake) {
                pressure.run();
            }
        }
    }

    void run(Runnable change) {
        this.<@Nullable Void>change(
                () -> {
                    change.run();
                    return null;
                });
    }

    /// Wakes the engine after the current change.
    void wakeEngine() {
        jobWaits = true;
    }

    PodQueue queue(PodName pod) {
        return queues.computeIfAbsent(pod, p -> new PodQueue(JobCounts.NONE));
    }

    void forEach(BiConsumer<PodName, PodQueue> action) {
        queues.forEach(action);
    }

    @Override
    public Load of(PodName pod) {
        PodQueue queue = queues.get(pod);
        return queue == null ? Load.NONE : queue.load(clock.steady());
    }

    @Override
    public void cutOff(PodName pod, String reason) {
        queue(pod).cutOff(clock.steady(), reason);
    }

    @Override
    public void awaitAnswers(PodName pod, Set<NodeName> nodes) {
        PodQueue queue = queues.get(pod);
        if (queue != null) {
            queue.awaitAnswers(nodes);
        }
    }

    /// Notes which node answered, if one did, before the end of the job is written.
    void attempted(PodName pod, Outcome outcome) {
        if (outcome instanceof Outcome.Answered answer && !answer.node().isEmpty()) {
            queue(pod).answered(NodeName.of(answer.node()), clock.steady());
        }
    }

    /// The durations of each pod's jobs that ended since this manager started.
    Map<PodName, Timings> latencies() {
        Map<PodName, Timings> latencies = new HashMap<>();
        queues.forEach((pod, queue) -> latencies.put(pod, queue.latencies()));
        return latencies;
    }
}
