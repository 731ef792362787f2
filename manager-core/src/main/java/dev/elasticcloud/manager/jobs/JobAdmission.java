package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;

/// Says which jobs are refused, and why.
final class JobAdmission {

    /// How many jobs wait for a pod that serves, at most.
    private static final int MOST_WAITING = 10_000;

    private JobAdmission() {}

    /// The pod that a request is for.
    ///
    /// @throws CloudException when there is none, or it does not take such a job
    static PodStatus podFor(JobRequest request, CloudSnapshot latest) {
        PodStatus pod =
                latest.pod(request.pod())
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

    /// @throws CloudException when so many jobs wait for the pod that one more is too many
    static void requireRoom(PodStatus pod, int waiting) {
        boolean served = pod.online() > 0;
        int most = served ? MOST_WAITING : pod.spec().job().hold().most();
        if (most == 0) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    "No node of pod %s serves and it holds no jobs: try again when one does"
                            .formatted(pod.name()));
        }
        if (waiting >= most) {
            throw new CloudException(
                    ErrorCode.EXHAUSTED,
                    (served
                                    ? "%d jobs wait for pod %s already: try again when some are"
                                            + " done"
                                    : "%d jobs wait for a first node of pod %s: try again when one"
                                            + " serves")
                            .formatted(waiting, pod.name()));
        }
    }
}
