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
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.spi.Workload;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Accepts jobs, holds them in order, and hands out as many at once as the pod has free slots.
///
/// Because it never sends more than the nodes can run, a job that waits waits here, where it can be
/// seen, cancelled and counted, and "running" means running. Every accepted job is in the ledger
/// before the caller hears of it, and ends there exactly once.
public final class JobDispatcher implements Workload, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobDispatcher.class);

    private static final Duration REST = Duration.ofMillis(100);

    /// How long after the store refused a change the next job is handed out.
    private static final Duration STORE_REST = Duration.ofSeconds(1);

    private final JobLedger ledger;
    private final LedgerWriter records;
    private final JobTransport transport;
    private final InstantSource clock;
    private final Supplier<CloudSnapshot> snapshots;
    private final Runnable pressure;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<PodName, PodQueue> queues = new HashMap<>();
    private final JobCompletions ends = new JobCompletions();
    private boolean closed;

    /// @param snapshots gives the newest snapshot
    /// @param pressure told when a job has to wait, so that the engine looks at once
    public JobDispatcher(
            JobLedger ledger,
            JobTransport transport,
            InstantSource clock,
            Supplier<CloudSnapshot> snapshots,
            Runnable pressure) {
        this.ledger = ledger;
        this.records = new LedgerWriter(ledger, this::ended);
        this.transport = transport;
        this.clock = clock;
        this.snapshots = snapshots;
        this.pressure = pressure;
        ledger.counts().forEach((pod, counts) -> queue(pod).counts = counts);
    }

    /// Takes up what an earlier manager left open, now that the pods are known.
    public void resume(Map<PodName, PodSpec> pods) {
        lock.lock();
        try {
            for (Job job : ledger.open()) {
                if (job.state() == JobState.QUEUED) {
                    queue(job.pod()).waiting.addLast(job);
                    continue;
                }
                PodSpec pod = pods.get(job.pod());
                Instant now = clock.instant();
                Job next =
                        pod == null
                                ? job.failed(now, "", "its pod is gone")
                                : RetryPolicy.afterStop(job, pod.job(), now);
                records.write(next);
                if (!next.state().isFinal()) {
                    queue(job.pod()).waiting.addLast(next);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Follows the cloud: its free slots decide how many jobs may run. What waited too long for a
    /// pod without a serving node fails.
    public void follow(CloudSnapshot latest) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            records.catchUp();
            latest.pods().keySet().forEach(this::queue);
            queues.forEach((pod, queue) -> failOverdue(pod, queue, latest));
            latest.pods().values().forEach(this::dispatch);
        } finally {
            lock.unlock();
        }
    }

    private void failOverdue(PodName pod, PodQueue queue, CloudSnapshot latest) {
        Optional<PodStatus> status = latest.pod(pod);
        JobProgram.Hold hold =
                status.map(s -> s.spec().job().hold()).orElse(JobProgram.Hold.STANDARD);
        Instant now = clock.instant();
        boolean served = status.map(s -> s.online() > 0).orElse(false);
        for (Job job : queue.overdue(served, hold, now)) {
            records.write(
                    job.failed(
                            now,
                            "",
                            "no node of pod %s served within %d s"
                                    .formatted(pod, hold.timeout().toSeconds())));
        }
    }

    public Job submit(JobRequest request) {
        lock.lock();
        try {
            Optional<JobLedger.Earlier> earlier = ledger.earlier(request);
            return earlier.isPresent() ? known(earlier.get()) : accept(request);
        } catch (PortException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    "The job was not accepted, as it cannot be recorded. " + e.getMessage(),
                    e);
        } finally {
            lock.unlock();
        }
    }

    private static Job known(JobLedger.Earlier earlier) {
        if (!earlier.sameRequest()) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "The key '%s' belongs to job %s, which was another request: use a new key"
                            .formatted(earlier.job().options().key(), earlier.job().id()));
        }
        return earlier.job();
    }

    private Job accept(JobRequest request) {
        PodStatus pod = JobAdmission.podFor(request, snapshots.get());
        PodQueue queue = queue(request.pod());
        JobAdmission.requireRoom(pod, queue.waiting.size());
        Instant now = clock.instant();
        Job job = Job.accepted(newId(now), request, now);
        boolean atOnce = queue.waiting.isEmpty() && free(pod, queue, now) > 0;
        if (atOnce) {
            job = job.running(now);
        }
        ledger.accept(job);
        queue.accepted();
        queue.window.arrived(now);
        if (atOnce) {
            start(job, pod, queue);
        } else {
            queue.waiting.addLast(job);
            pressure.run();
        }
        return job;
    }

    /// Time first, so that ids sort as jobs came.
    private static JobId newId(Instant now) {
        return new JobId(
                "%011x-%08x".formatted(now.toEpochMilli(), ThreadLocalRandom.current().nextInt()));
    }

    private void dispatch(PodStatus pod) {
        PodQueue queue = queue(pod.name());
        Instant now = clock.instant();
        for (int free = free(pod, queue, now); free > 0 && !queue.waiting.isEmpty(); free--) {
            Job job = queue.waiting.getFirst().running(now);
            try {
                records.writeNow(job);
            } catch (PortException e) {
                // A job runs only once the ledger says so.
                LOG.debug("Job {} waits for the store", job.id(), e);
                queue.heldUntil = now.plus(STORE_REST);
                return;
            }
            queue.waiting.removeFirst();
            start(job, pod, queue);
        }
    }

    /// How many more jobs a pod can run now.
    private int free(PodStatus pod, PodQueue queue, Instant now) {
        return closed || now.isBefore(queue.heldUntil)
                ? 0
                : pod.online() * pod.spec().slots() - queue.running.size();
    }

    private void start(Job job, PodStatus pod, PodQueue queue) {
        String url = snapshots.get().balancer().url();
        Thread runner =
                Thread.ofVirtual()
                        .name("job-" + job.id())
                        .unstarted(() -> run(job, pod.spec(), url));
        queue.running.put(job.id(), runner);
        runner.start();
    }

    private void run(Job job, PodSpec pod, String url) {
        JobTransport.Outcome outcome;
        try {
            Duration timeout = job.options().timeoutIn(pod.job());
            outcome = transport.run(url, pod, job.parameters(), timeout);
        } catch (RuntimeException e) {
            LOG.error("Fault while running job {}", job.id(), e);
            outcome = new JobTransport.Outcome.Broken("fault of the manager: " + e);
        }
        lock.lock();
        try {
            PodQueue queue = queue(job.pod());
            boolean mine = queue.running.remove(job.id()) != null;
            if (closed || !mine) {
                return;
            }
            finish(job, pod, queue, outcome);
            snapshots.get().pod(job.pod()).ifPresent(this::dispatch);
        } finally {
            lock.unlock();
        }
    }

    private void finish(Job job, PodSpec pod, PodQueue queue, JobTransport.Outcome outcome) {
        Instant now = clock.instant();
        Job next = RetryPolicy.after(job, pod.job(), outcome, queue.cutOffReason(now), now);
        records.write(next);
        if (aNodeMayBeGone(outcome)) {
            queue.heldUntil = now.plus(REST);
        }
        if (next.state().isFinal()) {
            return;
        }
        LOG.debug("Job {} waits again: {}", job.id(), outcome);
        queue.waiting.addFirst(next);
        pressure.run();
    }

    /// Then the next job is handed out only when there was time to see it.
    private static boolean aNodeMayBeGone(JobTransport.Outcome outcome) {
        return switch (outcome) {
            case JobTransport.Outcome.NotRun ignored -> true;
            case JobTransport.Outcome.Broken ignored -> true;
            case JobTransport.Outcome.CutOff ignored -> true;
            case JobTransport.Outcome.Answered ignored -> false;
            case JobTransport.Outcome.Refused ignored -> false;
            case JobTransport.Outcome.TimedOut ignored -> false;
        };
    }

    private void ended(Job job) {
        PodQueue queue = queue(job.pod());
        queue.ended(job);
        job.latency().ifPresent(latency -> queue.took(latency, clock.instant()));
        ends.come(job);
    }

    public Job job(JobId id) {
        return ledger.find(id)
                .orElseThrow(
                        () -> new CloudException(ErrorCode.NOT_FOUND, "There is no job " + id));
    }

    public List<Job> jobs(JobQuery query) {
        return ledger.latest(query.pod(), query.states(), query.most());
    }

    public Job await(JobId id, Duration timeout) {
        return ends.await(id, timeout, this::job, lock);
    }

    public Job cancel(JobId id) {
        lock.lock();
        try {
            records.catchUp();
            Job job = job(id);
            if (job.state().isFinal()) {
                throw new CloudException(
                        ErrorCode.CONFLICT,
                        "Job %s has ended: it is %s".formatted(id, job.state().word()));
            }
            if (records.keeps(id)) {
                throw new CloudException(
                        ErrorCode.UNAVAILABLE,
                        "Job %s cannot be cancelled now: what became of it waits for the store"
                                .formatted(id));
            }
            Job cancelled = job.cancelled(clock.instant(), "cancelled by the user");
            records.writeNow(cancelled);
            takeAway(job);
            return cancelled;
        } catch (PortException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    "Job %s goes on, as its end cannot be recorded. %s"
                            .formatted(id, e.getMessage()),
                    e);
        } finally {
            lock.unlock();
        }
    }

    private void takeAway(Job job) {
        PodQueue queue = queue(job.pod());
        queue.waiting.removeIf(waiting -> waiting.id().equals(job.id()));
        Thread runner = queue.running.remove(job.id());
        if (runner != null) {
            runner.interrupt();
        }
    }

    @Override
    public Load of(PodName pod) {
        lock.lock();
        try {
            PodQueue queue = queues.get(pod);
            if (queue == null) {
                return Load.NONE;
            }
            Instant now = clock.instant();
            return new Load(
                    queue.running.size(),
                    queue.waiting.size(),
                    queue.window.rate(now),
                    queue.window.latency(now),
                    queue.counts);
        } finally {
            lock.unlock();
        }
    }

    /// How long the jobs of each pod took that have ended since the start.
    public Map<PodName, Timings> latencies() {
        lock.lock();
        try {
            Map<PodName, Timings> latencies = new HashMap<>();
            queues.forEach((pod, queue) -> latencies.put(pod, queue.latencies.read()));
            return latencies;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void cutOff(PodName pod, String reason) {
        lock.lock();
        try {
            queue(pod).cutOff(clock.instant(), reason);
        } finally {
            lock.unlock();
        }
    }

    private PodQueue queue(PodName pod) {
        return queues.computeIfAbsent(pod, p -> new PodQueue());
    }

    /// Stops handing out; what runs stays open in the ledger and is taken up by the next manager.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            queues.values().forEach(q -> q.running.values().forEach(Thread::interrupt));
        } finally {
            lock.unlock();
        }
        transport.close();
    }
}
