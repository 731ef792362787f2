package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Lets callers wait for jobs to end. Closing it fails every wait.
final class JobCompletions implements AutoCloseable {

    private final Map<JobId, CompletableFuture<Job>> awaited = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// Ends the waits for a job whose end is in the ledger.
    void complete(Job job) {
        CompletableFuture<Job> end = awaited.remove(job.id());
        if (end != null) {
            end.complete(job);
        }
    }

    /// Blocks until a job has ended.
    ///
    /// @param ledger reads a job's latest record
    Job await(JobId id, Duration timeout, Function<JobId, Job> ledger) {
        try {
            return end(id, ledger).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw CloudException.stillOpen(ledger.apply(id), timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(
                    ErrorCode.TIMEOUT, "Waiting for job " + id + " was interrupted", e);
        } catch (ExecutionException e) {
            throw managerClosed(id);
        }
    }

    /// Registers before it reads, so that an end between the two is not missed.
    private CompletableFuture<Job> end(JobId id, Function<JobId, Job> ledger) {
        CompletableFuture<Job> end = awaited.computeIfAbsent(id, i -> new CompletableFuture<>());
        if (closed) {
            fail(id, end);
            return end;
        }
        try {
            Job job = ledger.apply(id);
            if (job.state().isFinal()) {
                complete(job);
                end.complete(job);
            }
            return end;
        } catch (CloudException e) {
            awaited.remove(id, end);
            throw e;
        }
    }

    private void fail(JobId id, CompletableFuture<Job> end) {
        awaited.remove(id, end);
        end.completeExceptionally(managerClosed(id));
    }

    private static CloudException managerClosed(JobId id) {
        return new CloudException(
                ErrorCode.UNAVAILABLE,
                "The manager was closed before job %s ended; the job stays in the ledger and continues when the manager is started again"
                        .formatted(id));
    }

    /// How many jobs have waiting callers.
    int size() {
        return awaited.size();
    }

    @Override
    public void close() {
        closed = true;
        awaited.forEach(this::fail);
    }
}
