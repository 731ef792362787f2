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

/// Answers what would have been: takes the load of a recorded past and tries settings on it.
///
/// The load is the arrivals of each second times the mean time that a job took, which by Little's
/// law is the mean number of running jobs over the mean rate at which jobs ended; so what had to
/// wait then does not count twice now. How busy a node's processor is with all slots in use is the recorded
/// use over the slots that were in use.
public final class Replay {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final PodSpec pod;
    private final RecordedLoad load;
    private final int[] happened;
    private final Duration provisioning;
    private final BooleanSupplier cancelled;

    private Replay(
            PodSpec pod,
            List<PodHistory.Point> points,
            Duration provisioning,
            BooleanSupplier cancelled) {
        this.pod = pod;
        this.cancelled = cancelled;
        this.provisioning = provisioning;
        Instant start = points.getFirst().at();
        int seconds = (int) Duration.between(start, points.getLast().at()).toSeconds() + 1;
        this.happened = new int[seconds];
        this.load = load(points, start, seconds);
    }

    /// @param history with two points at least
    public static WhatIf of(
            PodSpec pod, PodHistory history, Elasticity elasticity, Duration provisioning) {
        return of(pod, history, elasticity, provisioning, () -> false);
    }

    /// @param history with two points at least
    /// @param cancelled asked again and again; ends the replay when true
    /// @throws java.util.concurrent.CancellationException when it was cancelled
    public static WhatIf of(
            PodSpec pod,
            PodHistory history,
            Elasticity elasticity,
            Duration provisioning,
            BooleanSupplier cancelled) {
        List<PodHistory.Point> points = history.points();
        return new Replay(pod, points, provisioning, cancelled)
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
                course("happened", PolicyTrial.of(load, happened), List.of()),
                course("otherwise", elasticity),
                alone,
                elasticity.max() * happened.length / 3600.0);
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
                        new PolicyTrial.Setup(tried, EVERY, provisioning),
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

    /// A point holds until the next one.
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
        double ended = arrived - (jobs(points.getLast()) - jobs(points.getFirst())) / apart(points);
        double jobSeconds = ended > 0 ? ran / ended : 0;
        double[] nodes = new double[seconds];
        int next = 0;
        for (int second = 0; second < seconds; second++) {
            Instant until = start.plusSeconds(second + 1L);
            while (next + 1 < points.size() && points.get(next + 1).at().isBefore(until)) {
                next++;
            }
            PodHistory.Point point = points.get(next);
            happened[second] = point.online();
            nodes[second] =
                    jobSeconds > 0
                            ? point.arrivalRate() * jobSeconds / pod.slots()
                            : point.demand();
        }
        // one job that fills a processor by itself makes a node with all slots in use that much
        // busier
        double most = 2.0 * pod.slots();
        return new RecordedLoad(
                start, nodes, counted > 0 ? Math.clamp(busy / counted, 0.01, most) : 1);
    }

    private static int jobs(PodHistory.Point point) {
        return point.running() + point.queued();
    }

    /// Seconds from one point to the next, in the mean.
    private static double apart(List<PodHistory.Point> points) {
        Duration whole = Duration.between(points.getFirst().at(), points.getLast().at());
        return Math.max(0.001, whole.toMillis() / 1000.0 / (points.size() - 1));
    }
}
