package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.model.CloudSnapshot;
import dev.elasticcloud.manager.model.Job;
import dev.elasticcloud.manager.model.JobId;
import dev.elasticcloud.manager.model.JobRequest;
import dev.elasticcloud.manager.model.JobState;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.PodSpec;
import dev.elasticcloud.manager.model.PodStatus;
import dev.elasticcloud.manager.spi.JobLedger;
import dev.elasticcloud.manager.spi.JobTransport;
import dev.elasticcloud.manager.spi.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Accepts jobs, holds them in order, and hands out as many at once as the pod has free slots.
///
/// Because it never sends more than the nodes can run, a job that waits waits here, where it can be
/// seen, cancelled and counted, and "running" means running. Every accepted job is in the ledger
/// before the caller hears of it, and ends there exactly once.
public final class JobDesk implements Workload, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobDesk.class);

    private static final int MOST_WAITING = 10_000;
    private static final int MOST_ATTEMPTS = 3;
    private static final Duration HOLD = Duration.ofMillis(100);

    /// How long after a node was taken from its jobs a broken one is taken to be of them.
    private static final Duration CUT_OFF_SHOWS = Duration.ofSeconds(5);

    private final JobLedger ledger;
    private final JobTransport transport;
    private final InstantSource clock;
    private final Runnable pressure;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition anEnd = lock.newCondition();
    private final Map<PodName, PodQueue> queues = new HashMap<>();
    private final Supplier<CloudSnapshot> snapshots;
    private boolean closed;

    /// @param snapshots gives the newest snapshot
    /// @param pressure told when a job has to wait, so that the engine looks at once
    public JobDesk(
            JobLedger ledger,
            JobTransport transport,
            InstantSource clock,
            Supplier<CloudSnapshot> snapshots,
            Runnable pressure) {
        this.ledger = ledger;
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
                PodSpec pod = pods.get(job.pod());
                boolean again =
                        job.state() == JobState.QUEUED || (pod != null && pod.job().idempotent());
                if (again) {
                    Job queued = job.queuedAgain();
                    ledger.update(queued);
                    queue(job.pod()).waiting.addLast(queued);
                } else {
                    end(job.failed(clock.instant(), "", "The manager stopped while it ran"));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Follows the cloud: its free slots decide how many jobs may run.
    public void follow(CloudSnapshot latest) {
        lock.lock();
        try {
            latest.pods().values().forEach(this::dispatch);
        } finally {
            lock.unlock();
        }
    }

    public Job submit(JobRequest request) {
        lock.lock();
        try {
            PodStatus pod = podFor(request);
            PodQueue queue = queue(request.pod());
            if (queue.waiting.size() >= MOST_WAITING) {
                throw new CloudException(
                        ErrorCode.EXHAUSTED,
                        "%d jobs wait for pod %s already: try again when some are done"
                                .formatted(MOST_WAITING, request.pod()));
            }
            Instant now = clock.instant();
            Job job = Job.accepted(newId(now), request.pod(), request.parameters(), now);
            ledger.accept(job);
            queue.accepted();
            queue.window.arrived(now);
            queue.waiting.addLast(job);
            dispatch(pod);
            if (!queue.waiting.isEmpty()) {
                pressure.run();
            }
            return job;
        } finally {
            lock.unlock();
        }
    }

    private PodStatus podFor(JobRequest request) {
        PodStatus pod =
                snapshots
                        .get()
                        .pod(request.pod())
                        .orElseThrow(
                                () ->
                                        new CloudException(
                                                ErrorCode.NOT_FOUND,
                                                "There is no pod '%s'".formatted(request.pod())));
        if (!pod.spec().target().initialised()) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "Pod %s is not initialised: initialise it first".formatted(request.pod()));
        }
        String problem = pod.spec().job().problemWith(request.parameters());
        if (!problem.isEmpty()) {
            throw new CloudException(ErrorCode.INVALID, problem);
        }
        return pod;
    }

    /// Time first, so that ids sort as jobs came.
    private static JobId newId(Instant now) {
        return new JobId(
                "%011x-%08x".formatted(now.toEpochMilli(), ThreadLocalRandom.current().nextInt()));
    }

    private void dispatch(PodStatus pod) {
        PodQueue queue = queue(pod.name());
        int free = pod.online() * pod.spec().slots() - queue.running.size();
        if (closed || clock.instant().isBefore(queue.heldUntil)) {
            return;
        }
        while (free > 0 && !queue.waiting.isEmpty()) {
            Job job = queue.waiting.removeFirst().running(clock.instant());
            ledger.update(job);
            String url = snapshots.get().balancer().url();
            Thread runner =
                    Thread.ofVirtual()
                            .name("job-" + job.id())
                            .unstarted(() -> run(job, pod.spec(), url));
            queue.running.put(job.id(), runner);
            runner.start();
            free--;
        }
    }

    private void run(Job job, PodSpec pod, String url) {
        JobTransport.Outcome outcome;
        try {
            outcome = transport.run(url, pod, job.parameters());
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
            finish(job, pod, outcome);
            snapshots.get().pod(job.pod()).ifPresent(this::dispatch);
        } finally {
            lock.unlock();
        }
    }

    private void finish(Job job, PodSpec pod, JobTransport.Outcome outcome) {
        Instant now = clock.instant();
        switch (outcome) {
            case JobTransport.Outcome.Answered answer ->
                    end(job.completed(now, answer.node(), answer.json()));
            case JobTransport.Outcome.Refused refused ->
                    end(job.failed(now, refused.node(), refused.reason()));
            case JobTransport.Outcome.NotRun notRun -> {
                LOG.debug("Job {} waits again: {}", job.id(), notRun.reason());
                queue(job.pod()).heldUntil = now.plus(HOLD);
                again(notTried(job));
            }
            case JobTransport.Outcome.Broken broken -> {
                String reason = queue(job.pod()).why(broken.reason(), now.minus(CUT_OFF_SHOWS));
                if (pod.job().idempotent() && job.attempts() < MOST_ATTEMPTS) {
                    LOG.info("Job {} is run again: {}", job.id(), reason);
                    again(job.queuedAgain());
                } else {
                    end(job.failed(now, "", reason));
                }
            }
        }
    }

    /// A try that reached no node does not count as an attempt.
    private static Job notTried(Job job) {
        return new Job(
                job.id(),
                job.pod(),
                job.parameters(),
                JobState.QUEUED,
                job.acceptedAt(),
                null,
                null,
                "",
                Math.max(0, job.attempts() - 1),
                "",
                "");
    }

    private void again(Job job) {
        ledger.update(job);
        queue(job.pod()).waiting.addFirst(job);
        pressure.run();
    }

    private void end(Job job) {
        if (ledger.update(job)) {
            PodQueue queue = queue(job.pod());
            queue.ended(job);
            job.latency().ifPresent(latency -> queue.window.finished(latency, clock.instant()));
        }
        anEnd.signalAll();
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
        long left = timeout.toNanos();
        lock.lock();
        try {
            Job job = job(id);
            while (!job.state().isFinal()) {
                if (left <= 0) {
                    throw new CloudException(
                            ErrorCode.TIMEOUT,
                            "Job %s is still %s after %d s"
                                    .formatted(
                                            id,
                                            job.state().name().toLowerCase(java.util.Locale.ROOT),
                                            timeout.toSeconds()));
                }
                left = anEnd.awaitNanos(left);
                job = job(id);
            }
            return job;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(ErrorCode.TIMEOUT, "Interrupted while waiting for " + id, e);
        } finally {
            lock.unlock();
        }
    }

    public Job cancel(JobId id) {
        lock.lock();
        try {
            Job job = job(id);
            if (job.state().isFinal()) {
                throw new CloudException(
                        ErrorCode.CONFLICT,
                        "Job %s has ended: it is %s"
                                .formatted(
                                        id, job.state().name().toLowerCase(java.util.Locale.ROOT)));
            }
            PodQueue queue = queue(job.pod());
            queue.waiting.removeIf(waiting -> waiting.id().equals(id));
            Thread runner = queue.running.remove(id);
            if (runner != null) {
                runner.interrupt();
            }
            Job cancelled = job.cancelled(clock.instant(), "cancelled by the user");
            end(cancelled);
            return cancelled;
        } finally {
            lock.unlock();
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

    @Override
    public void cutOff(PodName pod, String reason) {
        lock.lock();
        try {
            PodQueue queue = queue(pod);
            queue.cutOffAt = clock.instant();
            queue.cutOffReason = reason;
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
