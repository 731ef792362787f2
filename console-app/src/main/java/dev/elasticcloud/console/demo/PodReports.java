package dev.elasticcloud.console.demo;

import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects what each pod did during the demonstration, for its report.
final class PodReports {

    private final HostedCloud cloud;
    private final Recorder recorder;
    private final Map<PodName, Duration> alone;

    /// @param alone how long a job of each pod takes without load
    PodReports(HostedCloud cloud, Recorder recorder, Map<PodName, Duration> alone) {
        this.cloud = cloud;
        this.recorder = recorder;
        this.alone = alone;
    }

    Map<String, DemoReport.PodReport> of(CloudSnapshot last) {
        Map<String, DemoReport.PodReport> reports = new LinkedHashMap<>();
        for (PodStatus pod : last.podsBySize()) {
            List<Decision> decisions = cloud.decisions(pod.name(), 20_000);
            JobCounts jobs = pod.jobs();
            reports.put(
                    pod.name().value(),
                    new DemoReport.PodReport(
                            recorder.initial(pod.name()),
                            recorder.peak(pod.name()),
                            pod.online(),
                            count(decisions, Decision.Verdict.SCALE_UP),
                            count(decisions, Decision.Verdict.SCALE_DOWN),
                            new DemoReport.Jobs(
                                    jobs.accepted(),
                                    jobs.completed(),
                                    jobs.failed(),
                                    jobs.cancelled(),
                                    jobs.open()),
                            latency(pod.name())));
        }
        return reports;
    }

    private static int count(List<Decision> decisions, Decision.Verdict verdict) {
        return (int) decisions.stream().filter(d -> d.verdict() == verdict).count();
    }

    private DemoReport.LatencyMs latency(PodName pod) {
        double[] millis =
                cloud.jobs(new JobQuery(pod, Set.of(JobState.COMPLETED), JobQuery.MOST)).stream()
                        .flatMap(job -> job.latency().stream())
                        .mapToDouble(latency -> latency.toNanos() / 1e6)
                        .sorted()
                        .toArray();
        return new DemoReport.LatencyMs(
                rounded(alone.getOrDefault(pod, Duration.ZERO).toNanos() / 1e6),
                percentile(millis, 0.50),
                percentile(millis, 0.95),
                percentile(millis, 0.99));
    }

    private static double percentile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return rounded(sorted[Math.max(0, index)]);
    }

    private static double rounded(double millis) {
        return Math.round(millis * 10) / 10.0;
    }
}
