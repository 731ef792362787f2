package dev.elasticcloud.console.feature.jobs;

import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobState;
import java.util.Collection;

/// The progress of jobs that were started together.
///
/// @param title what was started
/// @param total how many were asked for
/// @param accepted how many the cloud accepted
/// @param sending whether more are being sent to the cloud
/// @param refusal why the cloud refused the rest; empty when it accepted all
public record Batch(
        String title,
        int total,
        int accepted,
        int queued,
        int running,
        int completed,
        int failed,
        int cancelled,
        boolean sending,
        String refusal) {

    static final Batch NONE = new Batch("", 0, 0, 0, 0, 0, 0, 0, false, "");

    static Batch sending(String title, int total, int sent) {
        return new Batch(title, total, sent, sent, 0, 0, 0, 0, true, "");
    }

    static Batch of(String title, int total, Collection<Job> jobs, String refusal) {
        return new Batch(
                title,
                total,
                jobs.size(),
                count(jobs, JobState.QUEUED),
                count(jobs, JobState.RUNNING),
                count(jobs, JobState.COMPLETED),
                count(jobs, JobState.FAILED),
                count(jobs, JobState.CANCELLED),
                false,
                refusal);
    }

    private static int count(Collection<Job> jobs, JobState state) {
        return (int) jobs.stream().filter(job -> job.state() == state).count();
    }

    /// Whether there is a batch at all.
    public boolean isThere() {
        return total > 0;
    }

    /// Whether some have not ended yet.
    public boolean open() {
        return sending || queued + running > 0;
    }

    public int ended() {
        return completed + failed + cancelled;
    }
}
