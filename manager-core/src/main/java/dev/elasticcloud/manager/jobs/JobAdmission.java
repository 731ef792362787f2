package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.spi.JobLedger;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/// Decides which job requests are granted, and why the others are refused.
final class JobAdmission {

    /// The longest queue of a pod that serves.
    private static final int MOST_WAITING = 10_000;

    private JobAdmission() {}

    /// The earlier job with the request's idempotency key, which the caller gets instead of a new
    /// one.
    ///
    /// @throws CloudException when that job was another request
    static Job earlierJob(JobLedger.Earlier earlier) {
        if (!earlier.sameRequest()) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "The key '%s' belongs to job %s, which was another request: use a new key"
                            .formatted(earlier.job().options().key(), earlier.job().id()));
        }
        return earlier.job();
    }

    /// The pod that a request is for.
    ///
    /// @throws CloudException when there is no such pod, or it does not take such a job
    static PodStatus podFor(JobRequest request, CloudSnapshot latest) {
        PodStatus pod =
                latest.pod(request.pod())
                        .orElseThrow(
                                () -> CloudException.noPod(request.pod(), latest.pods().keySet()));
        if (!pod.spec().target().initialised()) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "Pod %s is not initialised: initialise it first".formatted(request.pod()));
        }
        JobProgram program = pod.spec().job();
        String problem = program.problemWith(request.parameters());
        if (problem.isEmpty()) {
            problem = request.options().problemIn(program);
        }
        if (!problem.isEmpty()) {
            throw new CloudException(ErrorCode.INVALID, problem);
        }
        return pod;
    }

    /// @param waiting how many jobs already wait for the pod
    /// @throws CloudException when that is as many as may wait
    static void requireRoom(PodStatus pod, int waiting) {
        boolean served = pod.online() > 0;
        int most = served ? MOST_WAITING : pod.spec().job().hold().most();
        if (most == 0) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    "No node of pod %s serves, and the pod holds no jobs: try again when a node serves"
                            .formatted(pod.name()));
        }
        if (waiting >= most) {
            throw new CloudException(
                    ErrorCode.EXHAUSTED,
                    (served
                                    ? "%d jobs already wait for pod %s: try again when some have"
                                            + " ended"
                                    : "%d jobs already wait for the first node of pod %s: try again when a"
                                            + " node serves")
                            .formatted(waiting, pod.name()));
        }
    }

    /// A new job's id. It starts with the time, so that ids sort in the order of acceptance.
    static JobId newId(Instant now) {
        return new JobId(
                String.format(
                        Locale.ROOT,
                        "%011x-%08x",
                        now.toEpochMilli(),
                        ThreadLocalRandom.current().nextInt()));
    }

    /// @param pending whether the job's latest record waits for the store
    /// @throws CloudException when the job has ended, or may have
    static void requireCancellable(Job job, boolean pending) {
        if (job.state().isFinal()) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "Job %s has ended: it is %s".formatted(job.id(), job.state().word()));
        }
        if (pending) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    "Job %s cannot be cancelled now: its latest record waits for the store; try again when the store takes changes"
                            .formatted(job.id()));
        }
    }
}
