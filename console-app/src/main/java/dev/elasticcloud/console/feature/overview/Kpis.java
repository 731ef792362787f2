package dev.elasticcloud.console.feature.overview;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.text.ElapsedTime;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The figures of all pods together, shown above them.
public record Kpis(Kpi nodes, Kpi jobs, Kpi latency, Kpi accepted, Kpi reaction, Kpi cost) {

    /// A figure as text, with a reference value.
    public record Kpi(String number, String note) {
        static final Kpi UNKNOWN = new Kpi(Figures.UNKNOWN, "");
    }

    static final Kpis UNKNOWN =
            new Kpis(Kpi.UNKNOWN, Kpi.UNKNOWN, Kpi.UNKNOWN, Kpi.UNKNOWN, Kpi.UNKNOWN, Kpi.UNKNOWN);

    static Kpis of(CloudSnapshot snapshot) {
        if (snapshot.number() == 0) {
            return UNKNOWN;
        }
        List<PodStatus> pods = snapshot.podsBySize();
        return new Kpis(
                nodes(pods),
                jobs(pods),
                latency(pods),
                accepted(snapshot.jobs()),
                reaction(pods),
                cost(pods));
    }

    static int online(List<PodStatus> pods) {
        return pods.stream().mapToInt(PodStatus::online).sum();
    }

    static int spares(List<PodStatus> pods) {
        return pods.stream().mapToInt(pod -> pod.count(NodeState.SPARE)).sum();
    }

    private static Kpi nodes(List<PodStatus> pods) {
        int most = pods.stream().mapToInt(pod -> pod.spec().maxNodes()).sum();
        return new Kpi(
                Figures.count(online(pods)), text("overview.kpi.ofSpare", most, spares(pods)));
    }

    private static Kpi jobs(List<PodStatus> pods) {
        int running = pods.stream().mapToInt(pod -> pod.load().running()).sum();
        int queued = pods.stream().mapToInt(pod -> pod.load().queued()).sum();
        return new Kpi(Figures.count(running), text("overview.kpi.queued", Figures.count(queued)));
    }

    /// Percentiles of several pods cannot be combined, so this shows the slowest pod.
    private static Kpi latency(List<PodStatus> pods) {
        Optional<PodStatus> slowest =
                pods.stream()
                        .filter(pod -> pod.load().latency().count() > 0)
                        .max(Comparator.comparingDouble(pod -> pod.load().latency().p95()));
        return slowest.map(
                        pod ->
                                new Kpi(
                                        ElapsedTime.ofMillis(pod.load().latency().p95()),
                                        text("overview.kpi.slowest", pod.name())))
                .orElse(new Kpi(Figures.UNKNOWN, text("overview.kpi.noJobs")));
    }

    private static Kpi accepted(JobCounts jobs) {
        return new Kpi(
                Figures.count(jobs.accepted()),
                text(
                        "overview.kpi.doneLost",
                        OverviewText.shortCount(jobs.completed()),
                        Figures.count(jobs.lost())));
    }

    private static Kpi reaction(List<PodStatus> pods) {
        Optional<Duration> slowest =
                pods.stream()
                        .map(PodStatus::reaction)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder());
        return slowest.map(
                        time -> new Kpi(ElapsedTime.of(time), text("overview.kpi.burstToServing")))
                .orElse(new Kpi(Figures.UNKNOWN, text("overview.kpi.noBurst")));
    }

    private static Kpi cost(List<PodStatus> pods) {
        double used = pods.stream().mapToDouble(pod -> pod.cost().nodeHours()).sum();
        double atMost = pods.stream().mapToDouble(pod -> pod.cost().nodeHoursAtMost()).sum();
        if (atMost <= 0) {
            return new Kpi(Figures.UNKNOWN, text("overview.kpi.noUsage"));
        }
        long saved = Math.round((1 - used / atMost) * 100);
        return new Kpi(OverviewText.nodeHours(used), text("overview.kpi.saved", saved));
    }
}
