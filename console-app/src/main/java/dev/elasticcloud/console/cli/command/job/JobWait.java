package dev.elasticcloud.console.cli.command.job;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.ObstacleWatch;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Duration;
import java.util.Set;

/// Waits for a job's end. Gives up when the job is queued at a pod that has no node online and is
/// not getting one.
final class JobWait {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private JobWait() {}

    /// @throws CloudException with [ErrorCode#TIMEOUT], or with the reason why the job cannot start
    static Job await(CloudManager cloud, JobId id, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        ObstacleWatch watch = new ObstacleWatch(cloud.snapshot());
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            Duration look = left.compareTo(LOOK) < 0 ? left : LOOK;
            try {
                return cloud.await(id, look);
            } catch (CloudException e) {
                if (e.code() != ErrorCode.TIMEOUT) {
                    throw e;
                }
            }
            Job job = cloud.job(id);
            if (job.state().isFinal()) {
                return job;
            }
            if (System.nanoTime() >= end) {
                throw CloudException.stillOpen(job, timeout);
            }
            look(watch, cloud.snapshot(), job);
        }
    }

    private static void look(ObstacleWatch watch, CloudSnapshot now, Job job) {
        boolean served = now.pod(job.pod()).map(PodStatus::online).orElse(0) > 0;
        boolean waits = job.state() == JobState.QUEUED && !served;
        watch.look(now, waits ? Set.of(job.pod()) : Set.of())
                .ifPresent(
                        obstacle -> {
                            throw new CloudException(
                                    obstacle.code(),
                                    "Job %s waits for a node. %s. 'cloud job cancel %s' cancels it"
                                            .formatted(job.id(), obstacle.text(), job.id()),
                                    obstacle);
                        });
    }
}
