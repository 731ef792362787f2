package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.model.Job;
import dev.elasticcloud.manager.model.JobCounts;
import dev.elasticcloud.manager.model.JobId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// One pod's waiting and running jobs; guarded by the desk's lock.
final class PodQueue {

    final Deque<Job> waiting = new ArrayDeque<>();
    final Map<JobId, Thread> running = new HashMap<>();
    final LatencyWindow window = new LatencyWindow();
    JobCounts counts = JobCounts.NONE;

    /// Not to be tried before this, because no node took a job just now.
    Instant heldUntil = Instant.EPOCH;

    /// When and why a node was last taken from its jobs.
    Instant cutOffAt = Instant.EPOCH;

    String cutOffReason = "";

    /// Why a job broke off: what was done to its pod since, if anything was, besides what it saw.
    String why(String seen, Instant since) {
        return cutOffAt.isBefore(since) ? seen : seen + "; " + cutOffReason;
    }

    void accepted() {
        counts =
                new JobCounts(
                        counts.accepted() + 1,
                        counts.completed(),
                        counts.failed(),
                        counts.cancelled(),
                        counts.open() + 1);
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
