package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The record of all accepted jobs. Each change is on disk before the call returns.
///
/// Jobs that ended long ago are pruned; the sums still count them.
public interface JobLedger {

    /// Adds a new job.
    void accept(Job job);

    /// The job that was accepted under the request's key; empty when the request has none.
    Optional<Earlier> earlier(JobRequest request);

    /// A job found by its idempotency key.
    ///
    /// @param sameRequest whether it came from an equal request
    record Earlier(Job job, boolean sameRequest) {}

    /// Replaces a job's record. A job that has ended never changes again: then this does nothing
    /// and returns false.
    boolean update(Job job);

    Optional<Job> find(JobId id);

    /// Jobs newest first, from the newest or from a job that an earlier page ended with.
    List<Job> page(Page page);

    /// Selects the jobs to list.
    ///
    /// @param pod of all pods when absent
    /// @param states in any state when empty
    /// @param before only jobs accepted before this one; none when that job is unknown
    /// @param withResults whether to read their results; without, they are empty
    /// @param from only jobs accepted then or later, to the second
    /// @param until only jobs accepted before then, to the second
    /// @param user only jobs that this user asked for
    record Page(
            @Nullable PodName pod,
            Set<JobState> states,
            @Nullable JobId before,
            int most,
            boolean withResults,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String user) {
        public Page {
            states = Set.copyOf(states);
        }

        /// Jobs of any time and user.
        public Page(
                @Nullable PodName pod,
                Set<JobState> states,
                @Nullable JobId before,
                int most,
                boolean withResults) {
            this(pod, states, before, most, withResults, null, null, null);
        }
    }

    /// The latest jobs with their results, newest first.
    default List<Job> latest(@Nullable PodName pod, Set<JobState> states, int most) {
        return page(new Page(pod, states, null, most, true));
    }

    /// Jobs that have not ended, oldest first.
    List<Job> open();

    /// The counts of all jobs ever accepted, including pruned ones.
    Map<PodName, JobCounts> counts();
}
