package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Timings;
import dev.elasticcloud.manager.spi.JobLedger;
import dev.elasticcloud.manager.spi.JobTransport;
import dev.elasticcloud.manager.spi.JobTransport.Outcome;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.spi.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Accepts jobs, queues them in order, and hands out as many at once as their pod has free slots.
///
/// It never sends more jobs than the nodes can run, so waiting jobs wait here, where they can be
/// seen, cancelled and counted, and "running" means running. Every accepted job is in the ledger
/// before the caller gets its id, and ends there exactly once.
public final class JobDispatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobDispatcher.class);

    /// How long no job is dispatched after a node may have died, so that the balancer notices.
    private static final Duration AFTER_LOST_NODE = Duration.ofMillis(100);

    /// How long no job is dispatched after the store refused a change.
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);

    private final JobLedger ledger;
    private final LedgerReader reader;
    private final LedgerWriter writer;
    private final JobRunner runner;
    private final ManagerClock clock;
    private final Supplier<CloudSnapshot> snapshots;
    private final JobCompletions completions = new JobCompletions();
    private final JobQueues queues;

    /// Read and written only inside a change.
    private boolean closed;

    /// @param snapshots returns the latest snapshot
    /// @param pressure called when a job has to wait, so that the engine reacts at once
    public JobDispatcher(
            JobLedger ledger,
            JobTransport transport,
            ManagerClock clock,
            Supplier<CloudSnapshot> snapshots,
            Runnable pressure) {
        this.ledger = ledger;
        this.reader = new LedgerReader(ledger);
        this.writer = new LedgerWriter(ledger, this::ended);
        this.runner = new JobRunner(transport, this::attempted);
        this.clock = clock;
        this.snapshots = snapshots;
        this.queues = new JobQueues(ledger.counts(), clock, pressure);
    }

    /// Resumes the jobs that an earlier manager left open, once the pods are known.
    public void resume(Map<PodName, PodSpec> pods) {
        queues.run(() -> ledger.open().forEach(job -> resume(job, pods.get(job.pod()))));
    }

    private void resume(Job job, @Nullable PodSpec pod) {
        Job next = job;
        if (job.state() == JobState.RUNNING) {
            Instant now = clock.instant();
            next =
                    pod == null
                            ? job.failed(now, "", "its pod is gone")
                            : RetryPolicy.afterStop(job, pod.job(), now);
            writer.write(next);
        }
        if (!next.state().isFinal()) {
            queues.queue(job.pod()).enqueue(next, clock.steady());
        }
    }

    /// Follows the cloud: its free slots decide how many jobs may run. Jobs that waited too long
    /// for a first node fail.
    public void follow(CloudSnapshot latest) {
        queues.run(
                () -> {
                    if (closed) {
                        return;
                    }
                    writer.writePending();
                    latest.pods().keySet().forEach(queues::queue);
                    queues.forEach((pod, queue) -> failOverdue(pod, queue, latest));
                    latest.pods().values().forEach(this::dispatch);
                });
    }

    private void failOverdue(PodName pod, PodQueue queue, CloudSnapshot latest) {
        Optional<PodStatus> status = latest.pod(pod);
        JobProgram.Hold hold =
                status.map(s -> s.spec().job().hold()).orElse(JobProgram.Hold.STANDARD);
        Instant now = clock.instant();
        boolean served = status.map(s -> s.online() > 0).orElse(false);
        for (Job job : queue.removeOverdue(served, hold, clock.steady())) {
            writer.write(
                    job.failed(
                            now,
                            "",
                            "no node of pod %s served within %d s"
                                    .formatted(pod, hold.timeout().toSeconds())));
        }
    }

    public Job submit(JobRequest request) {
        return recorded(
                "The job was refused because it cannot be recorded.",
                () ->
                        ledger.earlier(request)
                                .map(JobAdmission::earlierJob)
                                .orElseGet(() -> accept(request)));
    }

    /// Makes a change; its caller gets the result only once it is in the ledger.
    private Job recorded(String refusal, Supplier<Job> change) {
        try {
            return queues.change(change);
        } catch (PortException e) {
            throw new CloudException(ErrorCode.UNAVAILABLE, refusal + " " + e.getMessage(), e);
        }
    }

    private Job accept(JobRequest request) {
        PodStatus pod = JobAdmission.podFor(request, snapshots.get());
        PodQueue queue = queues.queue(request.pod());
        JobAdmission.requireRoom(pod, queue.waiting());
        Instant now = clock.instant();
        Job job = Job.accepted(JobAdmission.newId(now), request, now);
        Instant steady = clock.steady();
        boolean atOnce = queue.next(steady).isEmpty() && freeSlots(pod, queue, steady) > 0;
        if (atOnce) {
            job = job.running(now);
        }
        ledger.accept(job);
        queue.accepted(job.id(), steady);
        if (atOnce) {
            start(job, pod, queue);
        } else {
            queue.enqueue(job, steady);
            queues.wakeEngine();
        }
        return job;
    }

    private void dispatch(PodStatus pod) {
        PodQueue queue = queues.queue(pod.name());
        Instant steady = clock.steady();
        for (int free = freeSlots(pod, queue, steady); free > 0; free--) {
            Optional<Job> next = queue.next(steady).map(job -> job.running(clock.instant()));
            if (next.isEmpty() || !recorded(next.get(), queue, steady)) {
                return;
            }
            queue.remove(next.get().id());
            start(next.get(), pod, queue);
        }
    }

    /// A job runs only once the ledger says so.
    private boolean recorded(Job job, PodQueue queue, Instant steady) {
        try {
            writer.writeNow(job);
            return true;
        } catch (PortException e) {
            LOG.debug("Job {} waits for the store", job.id(), e);
            queue.holdUntil(steady.plus(AFTER_REFUSAL));
            return false;
        }
    }

    private int freeSlots(PodStatus pod, PodQueue queue, Instant steady) {
        return closed ? 0 : queue.freeSlots(pod, steady);
    }

    private void start(Job job, PodStatus pod, PodQueue queue) {
        String url = snapshots.get().balancer().url();
        queue.running.put(job.id(), runner.start(job, pod.spec(), url));
    }

    private void attempted(Job job, PodSpec pod, Outcome outcome) {
        queues.attempted(job.pod(), outcome);
        queues.run(
                () -> {
                    PodQueue queue = queues.queue(job.pod());
                    boolean cancelled = queue.running.remove(job.id()) == null;
                    if (closed || cancelled) {
                        return;
                    }
                    settle(job, pod, queue, outcome);
                    snapshots.get().pod(job.pod()).ifPresent(this::dispatch);
                });
    }

    private void settle(Job job, PodSpec pod, PodQueue queue, Outcome outcome) {
        Instant steady = clock.steady();
        String cause = queue.cutOffReason(steady);
        RetryPolicy.Refusals refusals =
                queue.refused(job.id(), steady, ThreadLocalRandom.current().nextDouble());
        RetryPolicy.Next after =
                RetryPolicy.after(job, pod.job(), outcome, cause, refusals, clock.instant());
        Job next = after.job();
        writer.write(next);
        if (JobRunner.mayHaveLostItsNode(outcome)) {
            queue.holdUntil(steady.plus(AFTER_LOST_NODE));
        }
        if (!next.state().isFinal()) {
            LOG.debug("Job {} is requeued: {}", job.id(), outcome);
            queue.requeue(next, steady, after.pause());
            queues.wakeEngine();
        }
    }

    private void ended(Job job) {
        queues.queue(job.pod()).ended(job, clock.steady());
        completions.complete(job);
    }

    public Job job(JobId id) {
        return reader.job(id);
    }

    public List<Job> jobs(JobQuery query) {
        return reader.jobs(query);
    }

    public Job await(JobId id, Duration timeout) {
        return completions.await(id, timeout, this::job);
    }

    /// How many jobs have waiting callers.
    int awaited() {
        return completions.size();
    }

    public Job cancel(JobId id) {
        return recorded(
                "Job " + id + " was not cancelled: its end cannot be recorded.",
                () -> cancelled(id));
    }

    private Job cancelled(JobId id) {
        writer.writePending();
        Job job = job(id);
        JobAdmission.requireCancellable(job, writer.isPending(id));
        Job cancelled = job.cancelled(clock.instant(), "cancelled by the user");
        writer.writeNow(cancelled);
        queues.queue(job.pod()).withdraw(id);
        return cancelled;
    }

    /// The jobs as the engine sees them.
    public Workload workload() {
        return queues;
    }

    /// The durations of each pod's jobs that ended since this manager started.
    public Map<PodName, Timings> latencies() {
        return queues.latencies();
    }

    /// Ends every wait for a job and dispatches no more. Jobs that run stay open in the ledger;
    /// the next manager resumes them.
    @Override
    public void close() {
        completions.close();
        queues.run(
                () -> {
                    closed = true;
                    queues.forEach((pod, queue) -> queue.interrupt());
                });
        runner.close();
    }
}
