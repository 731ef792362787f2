package dev.elasticcloud.lab.bench;

import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Submits a burst of jobs at once and follows it until the last has ended.
///
/// @param seconds from the first job to the end of the last
/// @param nodeSeconds serving and starting nodes, summed over time
/// @param peak the most nodes that served at once
/// @param failed jobs that did not complete
record BurstRun(double seconds, double nodeSeconds, int peak, long failed) {

    private static final long LOOK_NANOS = 50_000_000;

    /// One pod's part of a burst.
    record Part(int jobs, Map<String, String> parameters) {}

    /// @param patience after this time the rest is cancelled, and the run counts as this long
    static BurstRun of(HostedCloud cloud, Map<PodName, Part> burst, Duration patience) {
        long before = ended(cloud.snapshot(), burst);
        long failedBefore = failed(cloud.snapshot(), burst);
        long begun = System.nanoTime();
        burst.forEach(
                (pod, part) -> {
                    for (int i = 0; i < part.jobs(); i++) {
                        cloud.submit(new JobRequest(pod, part.parameters()));
                    }
                });
        long jobs = burst.values().stream().mapToLong(Part::jobs).sum();
        double nodeSeconds = 0;
        int peak = 0;
        long last = begun;
        CloudSnapshot now = cloud.snapshot();
        while (ended(now, burst) - before < jobs) {
            LockSupport.parkNanos(LOOK_NANOS);
            now = cloud.snapshot();
            long at = System.nanoTime();
            nodeSeconds += nodes(now, burst) * (at - last) / 1e9;
            last = at;
            peak = Math.max(peak, online(now, burst));
            if (at - begun > patience.toNanos()) {
                cancelRest(cloud, burst);
                break;
            }
        }
        return new BurstRun(
                (System.nanoTime() - begun) / 1e9,
                nodeSeconds,
                peak,
                failed(now, burst) - failedBefore);
    }

    private static void cancelRest(HostedCloud cloud, Map<PodName, Part> burst) {
        for (PodName pod : burst.keySet()) {
            cloud.jobs(new JobQuery(pod, Set.of(JobState.QUEUED, JobState.RUNNING), 10_000))
                    .forEach(job -> cloud.cancel(job.id()));
        }
        cloud.await(
                s -> burst.keySet().stream().allMatch(p -> pod(s, p).jobs().open() == 0),
                BenchCloud.SOON);
    }

    private static PodStatus pod(CloudSnapshot snapshot, PodName pod) {
        return snapshot.pod(pod).orElseThrow();
    }

    private static long ended(CloudSnapshot snapshot, Map<PodName, Part> burst) {
        return burst.keySet().stream()
                .map(p -> pod(snapshot, p).jobs())
                .mapToLong(j -> j.completed() + j.failed() + j.cancelled())
                .sum();
    }

    private static long failed(CloudSnapshot snapshot, Map<PodName, Part> burst) {
        return burst.keySet().stream()
                .map(p -> pod(snapshot, p).jobs())
                .mapToLong(JobCounts::failed)
                .sum();
    }

    private static int online(CloudSnapshot snapshot, Map<PodName, Part> burst) {
        return burst.keySet().stream().mapToInt(p -> pod(snapshot, p).online()).sum();
    }

    private static int nodes(CloudSnapshot snapshot, Map<PodName, Part> burst) {
        return burst.keySet().stream()
                .map(p -> pod(snapshot, p))
                .mapToInt(p -> p.online() + p.count(NodeState.STARTING))
                .sum();
    }
}
