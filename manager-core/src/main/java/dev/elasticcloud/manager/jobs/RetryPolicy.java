package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.spi.JobTransport.Outcome;
import java.time.Instant;

/// Decides what becomes of a job after an attempt: it ends or goes back to the queue. Pure.
///
/// A job that no node took is requeued. One that broke off may have run, so it is run again only
/// when it is idempotent and has attempts left; otherwise it fails.
final class RetryPolicy {

    private RetryPolicy() {}

    /// The job's next record: ended, or queued again.
    ///
    /// @param cause what was done to the pod's nodes just now; empty when nothing was
    static Job after(Job job, JobProgram program, Outcome outcome, String cause, Instant now) {
        return switch (outcome) {
            case Outcome.Answered answer -> job.completed(now, answer.node(), answer.json());
            case Outcome.Refused refused -> job.failed(now, refused.node(), refused.reason());
            case Outcome.TimedOut late -> job.failed(now, "", late.reason());
            case Outcome.NotRun ignored -> job.queuedAgain();
            case Outcome.Broken broken -> afterBreak(job, program, broken.reason(), now);
            case Outcome.CutOff cut -> afterBreak(job, program, reason(cut.reason(), cause), now);
        };
    }

    /// The next record of a job that was running when its manager stopped.
    static Job afterStop(Job job, JobProgram program, Instant now) {
        return afterBreak(job, program, "the manager stopped while it ran", now);
    }

    private static Job afterBreak(Job job, JobProgram program, String reason, Instant now) {
        if (!job.options().repeatableIn(program)) {
            return job.failed(
                    now, "", reason + "; it may have run, and is not marked as safe to run again");
        }
        return job.attempts() < program.attempts()
                ? job.brokenOff(now, reason)
                : job.failed(now, "", "%s, at try %d".formatted(reason, job.attempts()));
    }

    private static String reason(String seen, String cause) {
        return cause.isEmpty() ? seen : seen + "; " + cause;
    }
}
