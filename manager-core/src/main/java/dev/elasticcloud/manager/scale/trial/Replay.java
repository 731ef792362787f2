package dev.elasticcloud.manager.scale.trial;

import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.record.WhatIf;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import dev.elasticcloud.manager.scale.StandardAutoscaler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Replays a recorded load with other settings.
///
/// The load is the arrivals of each second times the mean duration of a job, which by Little's law
/// is the mean number of running jobs over the mean completion rate; so jobs that had to wait are
/// not counted twice. A node's processor usage with all slots in use is the recorded usage over
/// the slots that were in use.
///
/// On a host, a job's cost is a [JobCost], so that the actual host's shortage is not carried over
/// to the one being tried.
public final class Replay {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final PodSpec pod;
    private final RecordedLoad load;
    private final int[] happened;
    private final Duration provisioning;
    private final BooleanSupplier cancelled;
    private final @Nullable HostTrial hosts;
    private final @Nullable TrialHost there;
    private final @Nullable TrialHost asked;

    private Replay(
            PodSpec pod,
            List<PodHistory.Point> points,
            Duration provisioning,
            @Nullable HostTrial hosts,
            BooleanSupplier cancelled) {
        this.pod = pod;
        this.cancelled = cancelled;
        this.provisioning = provisioning;
        this.hosts = hosts;
        Instant start = points.getFirst().at();
        int seconds = (int) Duration.between(start, points.getLast().at()).toSeconds() + 1;
        this.happened = new int[seconds];
        if (hosts == null) {
            this.load = load(points, start, seconds);
            this.there = null;
            this.asked = null;
        } else {
            JobCost cost = JobCost.of(pod, points, JobCost.apart(points));
            this.load = load(points, start, seconds, cost.nodes(), cost.busyShare());
            TrialHost.Others[] others = hosts.others(start, seconds);
            this.there = hosts.there(others);
            this.asked = hosts.asked(others).without(pod.spares() * pod.limits().memoryBytes());
        }
    }

    /// @param history with at least two points
    public static WhatIf of(
            PodSpec pod, PodHistory history, Elasticity elasticity, Duration provisioning) {
        return of(pod, history, elasticity, provisioning, null, () -> false);
    }

    /// @param history with at least two points
    /// @param hosts the machine that bounds nodes and work; unbounded when absent
    /// @param cancelled checked repeatedly; ends the replay when true
    /// @throws java.util.concurrent.CancellationException when it was cancelled
    public static WhatIf of(
            PodSpec pod,
            PodHistory history,
            Elasticity elasticity,
            Duration provisioning,
            @Nullable HostTrial hosts,
            BooleanSupplier cancelled) {
        List<PodHistory.Point> points = history.points();
        return new Replay(pod, points, provisioning, hosts, cancelled)
                .answer(elasticity, points.getFirst().at(), points.getLast().at());
    }

    private WhatIf answer(Elasticity elasticity, Instant from, Instant to) {
        List<WhatIf.Course> alone = new ArrayList<>();
        for (ScalingRule rule : elasticity.scaling().rules()) {
            if (elasticity.scaling().rules().size() > 1) {
                alone.add(
                        course(
                                rule.name(),
                                elasticity.withScaling(
                                        elasticity.scaling().withRules(List.of(rule)))));
            }
        }
        return new WhatIf(
                pod.name(),
                from,
                to,
                provisioning,
                course(
                        "happened",
                        PolicyTrial.of(load, happened, pod.limits().cpus(), there),
                        List.of()),
                course("otherwise", elasticity),
                alone,
                elasticity.max() * happened.length / 3600.0,
                hosts == null ? null : hosts.asked());
    }

    private WhatIf.Course course(String name, Elasticity elasticity) {
        int first = elasticity.enabled() ? elasticity.clamp(happened[0]) : happened[0];
        PodSpec tried =
                pod.withMaxNodes(Math.max(elasticity.max(), Math.max(pod.maxNodes(), first)))
                        .withElasticity(elasticity);
        tried = tried.withTarget(tried.target().withNodes(first));
        StandardAutoscaler autoscaler = new StandardAutoscaler();
        List<Decision> decisions = new ArrayList<>();
        PolicyTrial.Outcome outcome =
                PolicyTrial.run(
                        load,
                        new PolicyTrial.Setup(tried, EVERY, provisioning, asked),
                        (seen, wanted) ->
                                decisions.add(
                                        autoscaler
                                                .evaluate(seen.pod(), seen.signals(), seen.memory())
                                                .decision()),
                        cancelled);
        return course(name, outcome, decisions);
    }

    private WhatIf.Course course(
            String name, PolicyTrial.Outcome outcome, List<Decision> decisions) {
        List<WhatIf.Count> counts = new ArrayList<>();
        int before = -1;
        for (int second = 0; second < outcome.supply().length; second++) {
            if (outcome.supply()[second] != before) {
                before = outcome.supply()[second];
                counts.add(new WhatIf.Count(load.start().plusSeconds(second), before));
            }
        }
        return new WhatIf.Course(
                name,
                outcome.nodeHours(),
                outcome.actions(),
                outcome.elasticity().thetaUnder() / 100,
                outcome.lateShare(),
                counts,
                decisions);
    }

    private RecordedLoad load(List<PodHistory.Point> points, Instant start, int seconds) {
        double arrived = 0;
        double ran = 0;
        double busy = 0;
        double counted = 0;
        for (PodHistory.Point point : points) {
            arrived += point.arrivalRate();
            ran += point.running();
            if (point.cpuShare().isPresent()) {
                busy += point.cpuShare().getAsDouble() * point.online();
                counted += (double) point.running() / pod.slots();
            }
        }
        double more = JobCost.jobs(points.getLast()) - JobCost.jobs(points.getFirst());
        double ended = arrived - more / JobCost.apart(points);
        double jobSeconds = ended > 0 ? ran / ended : 0;
        // one job that uses a whole processor makes a node with all slots in use that much busier
        double most = 2.0 * pod.slots();
        return load(
                points,
                start,
                seconds,
                jobSeconds / pod.slots(),
                counted > 0 ? Math.clamp(busy / counted, 0.01, most) : 1);
    }

    /// A point applies until the next one.
    ///
    /// @param jobNodes node-seconds per job; 0 when no job ended
    private RecordedLoad load(
            List<PodHistory.Point> points,
            Instant start,
            int seconds,
            double jobNodes,
            double busyShare) {
        double[] nodes = new double[seconds];
        int next = 0;
        for (int second = 0; second < seconds; second++) {
            Instant until = start.plusSeconds(second + 1L);
            while (next + 1 < points.size() && points.get(next + 1).at().isBefore(until)) {
                next++;
            }
            PodHistory.Point point = points.get(next);
            happened[second] = point.online();
            nodes[second] = jobNodes > 0 ? point.arrivalRate() * jobNodes : point.demand();
        }
        return new RecordedLoad(start, nodes, busyShare);
    }
}
