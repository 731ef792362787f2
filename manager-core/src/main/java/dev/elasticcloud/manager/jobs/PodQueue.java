package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.spi.Stopwatch;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One pod's waiting and running jobs; guarded by the dispatcher's lock.
final class PodQueue {

    /// How long after a node was taken from its jobs a broken one is taken to be of them.
    private static final Duration CUT_OFF_SHOWS = Duration.ofSeconds(5);

    /// The oldest first.
    final Deque<Job> waiting = new ArrayDeque<>();

    final Map<JobId, Thread> running = new HashMap<>();
    final LatencyWindow window = new LatencyWindow();
    final Stopwatch latencies = new Stopwatch();
    JobCounts counts = JobCounts.NONE;

    /// Not to be tried before this, because no node took a job just now.
    Instant heldUntil = Instant.EPOCH;

    private Instant cutOffAt = Instant.EPOCH;
    private String cutOffReason = "";
    private @Nullable Instant deserted;

    void cutOff(Instant at, String reason) {
        cutOffAt = at;
        cutOffReason = reason;
    }

    /// What was lately done to the pod that may have broken a job off; empty when nothing was.
    String cutOffReason(Instant now) {
        return cutOffAt.isBefore(now.minus(CUT_OFF_SHOWS)) ? "" : cutOffReason;
    }

    /// Takes the jobs out that have waited for a first node as long as they may.
    List<Job> overdue(boolean served, JobProgram.Hold hold, Instant now) {
        if (served) {
            deserted = null;
            return List.of();
        }
        Instant since = deserted == null ? now : deserted;
        deserted = since;
        List<Job> overdue = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Instant accepted = waiting.getFirst().acceptedAt();
            Instant held = accepted.isAfter(since) ? accepted : since;
            if (now.isBefore(held.plus(hold.timeout()))) {
                break;
            }
            overdue.add(waiting.removeFirst());
        }
        return overdue;
    }

    void accepted() {
        counts = counts.plus(new JobCounts(1, 0, 0, 0, 1));
    }

    void took(Duration latency, Instant now) {
        window.finished(latency, now);
        latencies.took(latency);
    }

    void ended(Job job) {
        counts =
                switch (job.state()) {
                    case COMPLETED -> counts.plus(new JobCounts(0, 1, 0, 0, -1));
                    case FAILED -> counts.plus(new JobCounts(0, 0, 1, 0, -1));
                    case CANCELLED -> counts.plus(new JobCounts(0, 0, 0, 1, -1));
                    case QUEUED, RUNNING ->
                            throw new IllegalArgumentException(
                                    "Job " + job.id() + " has not ended");
                };
    }
}
