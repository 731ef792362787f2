package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Timings;
import dev.elasticcloud.manager.spi.Stopwatch;
import dev.elasticcloud.manager.spi.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// One pod's waiting and running jobs.
///
/// Changed only inside a change of [JobQueues]. Any thread may call [#load], [#latencies],
/// [#cutOff], [#awaitAnswers] and [#answered] at any time: they use published figures and never wait
/// for a change. All times are steady time.
final class PodQueue {

    /// A job that breaks off this soon after a node was cut off is attributed to that.
    private static final Duration CUT_OFF_EXPLAINS = Duration.ofSeconds(5);

    final Map<JobId, Thread> running = new HashMap<>();

    /// In dispatch order.
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private final LatencyWindow window = new LatencyWindow();
    private final Stopwatch latencies = new Stopwatch();
    private JobCounts counts;
    private Instant heldUntil = Instant.EPOCH;
    private @Nullable Instant unservedSince;
    private volatile CutOff cutOff = new CutOff(Instant.EPOCH, "");
    private volatile Figures figures;

    /// How often each open job was refused by every node.
    private final Map<JobId, Integer> refusals = new HashMap<>();

    /// The nodes whose first answer is awaited, each with its time once it came.
    private final Map<NodeName, Optional<Instant>> answers = new ConcurrentHashMap<>();

    /// When each open job was accepted.
    private final Map<JobId, Instant> openSince = new HashMap<>();

    /// @param notBefore until when it is skipped
    private record Waiting(Job job, Instant since, Instant notBefore) {}

    private record CutOff(Instant at, String reason) {}

    /// The figures between two changes.
    private record Figures(
            int running, int waiting, JobCounts counts, @Nullable Instant waitingSince) {}

    /// @param counts the ledger's counts of the pod's jobs before this manager started
    PodQueue(JobCounts counts) {
        this.counts = counts;
        this.figures = new Figures(0, 0, counts, null);
    }

    /// Publishes the figures resulting from a change.
    void publish() {
        Waiting first = waiting.peekFirst();
        figures =
                new Figures(
                        running.size(), waiting.size(), counts, first == null ? null : first.since);
    }

    /// The pod's jobs as last published.
    Workload.Load load(Instant now) {
        Figures latest = figures;
        return new Workload.Load(
                latest.running,
                latest.waiting,
                window.rate(now),
                window.latency(now),
                latest.counts,
                latest.waitingSince,
                firstAnswers());
    }

    private Map<NodeName, Instant> firstAnswers() {
        Map<NodeName, Instant> came = new HashMap<>();
        answers.forEach((node, at) -> at.ifPresent(instant -> came.put(node, instant)));
        return came;
    }

    void awaitAnswers(Set<NodeName> nodes) {
        answers.keySet().retainAll(nodes);
        nodes.forEach(node -> answers.putIfAbsent(node, Optional.empty()));
    }

    /// Notes that a node has answered a job.
    void answered(NodeName node, Instant now) {
        answers.computeIfPresent(node, (n, at) -> at.isPresent() ? at : Optional.of(now));
    }

    Timings latencies() {
        return latencies.read();
    }

    int waiting() {
        return waiting.size();
    }

    /// The next job to dispatch; jobs in backoff do not delay others.
    Optional<Job> next(Instant now) {
        return waiting.stream()
                .filter(held -> !now.isBefore(held.notBefore))
                .findFirst()
                .map(Waiting::job);
    }

    /// Removes a job for dispatch.
    void remove(JobId id) {
        Waiting first = waiting.peekFirst();
        if (first != null && first.job.id().equals(id)) {
            waiting.removeFirst();
        } else {
            waiting.removeIf(held -> held.job.id().equals(id));
        }
    }

    void enqueue(Job job, Instant now) {
        openSince.putIfAbsent(job.id(), now);
        waiting.addLast(new Waiting(job, now, now));
    }

    /// Requeues a job at the front.
    ///
    /// @param pause how long it is skipped
    void requeue(Job job, Instant now, Duration pause) {
        waiting.addFirst(new Waiting(job, now, now.plus(pause)));
    }

    /// Counts an attempt in which no node took the job, and returns the job's refusals so far.
    RetryPolicy.Refusals refused(JobId id, Instant now, double jitter) {
        int count = refusals.merge(id, 1, Integer::sum);
        Instant since = openSince.getOrDefault(id, now);
        return new RetryPolicy.Refusals(count, Duration.between(since, now), jitter);
    }

    private void forget(JobId id) {
        refusals.remove(id);
        openSince.remove(id);
    }

    /// How many more jobs the pod's nodes can run now.
    int freeSlots(PodStatus pod, Instant now) {
        return now.isBefore(heldUntil) ? 0 : pod.online() * pod.spec().slots() - running.size();
    }

    /// Dispatches no job before a given time.
    void holdUntil(Instant instant) {
        heldUntil = instant;
    }

    void cutOff(Instant at, String reason) {
        cutOff = new CutOff(at, reason);
    }

    /// What was recently done to a node that may have broken off a job; empty for nothing.
    String cutOffReason(Instant now) {
        CutOff last = cutOff;
        return last.at.isBefore(now.minus(CUT_OFF_EXPLAINS)) ? "" : last.reason;
    }

    /// Removes the jobs whose hold time, their wait for a first node, has expired.
    List<Job> removeOverdue(boolean served, JobProgram.Hold hold, Instant now) {
        if (served) {
            unservedSince = null;
            return List.of();
        }
        Instant begin = unservedSince == null ? now : unservedSince;
        unservedSince = begin;
        List<Job> overdue = new ArrayList<>();
        for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
            Waiting held = all.next();
            Instant since = held.since.isAfter(begin) ? held.since : begin;
            if (!now.isBefore(since.plus(hold.timeout()))) {
                overdue.add(held.job);
                all.remove();
            }
        }
        return overdue;
    }

    /// Removes a job, whether it waits or runs, and cancels it if it runs.
    void withdraw(JobId id) {
        waiting.removeIf(held -> held.job.id().equals(id));
        Thread runner = running.remove(id);
        if (runner != null) {
            runner.interrupt();
        }
    }

    /// Interrupts the attempts under way; their jobs stay open.
    void interrupt() {
        running.values().forEach(Thread::interrupt);
    }

    void accepted(JobId id, Instant now) {
        openSince.put(id, now);
        counts = counts.plus(new JobCounts(1, 0, 0, 0, 1));
        window.arrived(now);
    }

    void ended(Job job, Instant now) {
        forget(job.id());
        counts =
                switch (job.state()) {
                    case COMPLETED -> counts.plus(new JobCounts(0, 1, 0, 0, -1));
                    case FAILED -> counts.plus(new JobCounts(0, 0, 1, 0, -1));
                    case CANCELLED -> counts.plus(new JobCounts(0, 0, 0, 1, -1));
                    case QUEUED, RUNNING ->
                            throw new IllegalArgumentException(
                                    "Job " + job.id() + " has not ended");
                };
        job.latency()
                .ifPresent(
                        latency -> {
                            window.finished(latency, now);
                            latencies.took(latency);
                        });
    }
}
