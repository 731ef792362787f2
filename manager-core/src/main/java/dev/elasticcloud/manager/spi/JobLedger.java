package dev.elasticcloud.manager.spi;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The record of the jobs that were accepted; each change is on disk before the call returns.
///
/// Jobs that ended long ago are forgotten in time. The sums still have them.
public interface JobLedger {

    /// Enters a new job.
    void accept(Job job);

    /// The job that was accepted under the request's key; none when there is no key.
    Optional<Earlier> earlier(JobRequest request);

    /// A job found by its key.
    ///
    /// @param sameRequest whether it was asked for by an equal request
    record Earlier(Job job, boolean sameRequest) {}

    /// Replaces a job's record. A job that has ended never changes again: then nothing happens
    /// and the answer is false.
    boolean update(Job job);

    Optional<Job> find(JobId id);

    /// Jobs newest first; of all pods when none is given, in any state when none is given.
    List<Job> latest(@Nullable PodName pod, Set<JobState> states, int most);

    /// Jobs without an end, oldest first.
    List<Job> open();

    /// What became of all jobs ever accepted, the forgotten ones included.
    Map<PodName, JobCounts> counts();
}
