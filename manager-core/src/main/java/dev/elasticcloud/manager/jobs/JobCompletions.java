package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;

/// Those who wait for jobs to end; guarded by the dispatcher's lock.
final class JobCompletions {

    private final Map<JobId, CompletableFuture<Job>> awaited = new HashMap<>();

    /// Tells those who wait for a job that it has ended.
    void come(Job job) {
        CompletableFuture<Job> end = awaited.remove(job.id());
        if (end != null) {
            end.complete(job);
        }
    }

    /// Waits without the lock.
    ///
    /// @param jobs reads a job's latest record
    Job await(JobId id, Duration timeout, Function<JobId, Job> jobs, Lock lock) {
        try {
            return end(id, jobs, lock).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new CloudException(
                    ErrorCode.TIMEOUT,
                    "Job %s is still %s after %d s"
                            .formatted(id, jobs.apply(id).state().word(), timeout.toSeconds()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(ErrorCode.TIMEOUT, "Interrupted while waiting for " + id, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A job ends, it does not fail to", e);
        }
    }

    private CompletableFuture<Job> end(JobId id, Function<JobId, Job> jobs, Lock lock) {
        lock.lock();
        try {
            Job job = jobs.apply(id);
            return job.state().isFinal()
                    ? CompletableFuture.completedFuture(job)
                    : awaited.computeIfAbsent(id, i -> new CompletableFuture<>());
        } finally {
            lock.unlock();
        }
    }
}
