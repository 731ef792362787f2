package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.HostSignals;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/// A simulation of one pod on one host with the real autoscaler, in steps of a quarter of a second.
/// Nodes share the host's processors up to their limits, starting nodes use them too, and jobs end
/// at random at the rate that remains.
final class HostModel {

    static final double STEP = 0.25;
    private static final double ARRIVAL_SMOOTHING = 3;

    /// What the host and the jobs are like.
    ///
    /// @param jobCpu processor seconds of a job
    /// @param jobWait seconds that a job waits for something else
    /// @param startCpu processor seconds of a start
    /// @param startSeconds how long a start takes on an idle host
    /// @param hiddenRate the total rate that a bottleneck outside all metrics allows
    /// @param known whether the autoscaler knows the host
    record Setup(
            double cores,
            double limit,
            double jobCpu,
            double jobWait,
            double startCpu,
            double startSeconds,
            double hiddenRate,
            boolean known) {

        static Setup computing(double cores, double limit, double jobCpu) {
            return new Setup(cores, limit, jobCpu, 0, 1.2, 2, Double.MAX_VALUE, true);
        }

        static Setup waiting(double cores, double limit, double jobWait) {
            return new Setup(cores, limit, 0.002, jobWait, 1.2, 2, Double.MAX_VALUE, true);
        }

        Setup withHiddenRate(double rate) {
            return new Setup(cores, limit, jobCpu, jobWait, startCpu, startSeconds, rate, known);
        }

        Setup unknown() {
            return new Setup(
                    cores, limit, jobCpu, jobWait, startCpu, startSeconds, hiddenRate, false);
        }
    }

    private final Setup setup;
    private final Random random;
    Autoscaler autoscaler = new StandardAutoscaler();
    private final List<Double> starts = new ArrayList<>();
    private PodSpec pod;
    private ScaleMemory memory = ScaleMemory.NOTHING;
    private double time;
    private int jobs;
    private long arrived;
    private long completed;
    private double arrivalRate;
    private double share = 1;
    private double fullSince = Double.NaN;
    private double free;
    private double evaluated = -1;

    int online;
    int peak;
    double nodeSeconds;
    final Set<Decision.Brake.Kind> brakes = EnumSet.noneOf(Decision.Brake.Kind.class);
    final List<Decision> changes = new ArrayList<>();

    HostModel(PodSpec pod, Setup setup, long seed) {
        this.pod = pod;
        this.setup = setup;
        this.random = new Random(seed);
        this.online = pod.target().nodes();
        this.peak = online;
        this.free = setup.cores();
    }

    double time() {
        return time;
    }

    int jobs() {
        return jobs;
    }

    int wanted() {
        return pod.target().nodes();
    }

    long completed() {
        return completed;
    }

    void arrive(int count) {
        jobs += count;
        arrived += count;
        arrivalRate += count / STEP * (1 - Math.exp(-STEP / ARRIVAL_SMOOTHING));
    }

    /// Runs with jobs arriving at random, at a rate that may change.
    void run(double seconds, DoubleUnaryOperator rate) {
        double until = time + seconds;
        while (time < until) {
            arrive(poisson(rate.applyAsDouble(time) * STEP));
            step();
        }
    }

    /// Runs until all jobs are done, and returns how long that took.
    double drain(double patience) {
        double from = time;
        while (jobs > 0 && time < from + patience) {
            step();
        }
        return time - from;
    }

    void step() {
        int busy = Math.min(online, jobs);
        int running = Math.min(jobs, online * pod.slots());
        double work = setup.jobWait() > 0 ? running / setup.jobWait() * setup.jobCpu() : 0;
        double wishes =
                setup.jobWait() > 0 ? Math.min(work, busy * setup.limit()) : busy * setup.limit();
        double starting = starts.size() * setup.startCpu() / setup.startSeconds();
        share = Math.min(1, setup.cores() / Math.max(1e-9, wishes + starting));
        free = Math.max(0, setup.cores() - (wishes + starting) * share);
        boolean full = free < 0.05 * setup.cores();
        fullSince = full ? (Double.isNaN(fullSince) ? time : fullSince) : Double.NaN;
        double rate =
                setup.jobWait() > 0
                        ? running / setup.jobWait() * share
                        : wishes * share / setup.jobCpu();
        int done = Math.min(jobs, poisson(Math.min(rate, setup.hiddenRate()) * STEP));
        jobs -= done;
        completed += done;
        for (int i = starts.size() - 1; i >= 0; i--) {
            starts.set(i, starts.get(i) - STEP * share);
            if (starts.get(i) <= 0) {
                starts.remove(i);
                online++;
            }
        }
        arrivalRate *= Math.exp(-STEP / ARRIVAL_SMOOTHING);
        nodeSeconds += (online + starts.size()) * STEP;
        time += STEP;
        if (time - evaluated >= (jobs > online * pod.slots() ? 0.25 : 1)) {
            evaluated = time;
            evaluate();
        }
    }

    private void evaluate() {
        Evaluation evaluation = autoscaler.evaluate(pod, signals(), memory);
        memory = evaluation.memory();
        Decision decision = evaluation.decision();
        decision.brakes().forEach(b -> brakes.add(b.kind()));
        if (decision.changesCount()) {
            changes.add(decision);
        }
        int change = decision.wanted() - pod.target().nodes();
        for (int i = 0; i < change; i++) {
            starts.add(setup.startSeconds());
        }
        for (int i = 0; i < -change; i++) {
            if (starts.isEmpty()) {
                online--;
            } else {
                starts.removeLast();
            }
        }
        pod = Pods.wanting(pod, decision.wanted());
        peak = Math.max(peak, decision.wanted());
    }

    private Signals signals() {
        Instant at = Pods.START.plusMillis((long) (time * 1000));
        int running = Math.min(jobs, online * pod.slots());
        int busy = Math.min(online, running);
        boolean waits = setup.jobWait() > 0;
        double use =
                waits
                        ? running
                                / setup.jobWait()
                                * setup.jobCpu()
                                / Math.max(1, online)
                                / setup.limit()
                        : online == 0 ? 0 : (double) busy / online * share;
        List<NodeUsage> usage = new ArrayList<>();
        for (int i = 1; i <= online; i++) {
            usage.add(new NodeUsage(pod.name(), NodeName.of("light-" + i), at, use, 0, use));
        }
        boolean starved = !waits && share < 0.95;
        boolean saturated = !Double.isNaN(fullSince) && time - fullSince >= 2;
        HostSignals host =
                new HostSignals(
                        1000,
                        "",
                        0,
                        setup.cores(),
                        free,
                        saturated,
                        waits || starved ? 0 : busy,
                        starved ? busy : 0,
                        waits ? busy : 0,
                        OptionalDouble.of(completed));
        return new Signals(
                at,
                at,
                online,
                starts.size(),
                running,
                jobs - running,
                arrivalRate,
                Duration.ofMillis((long) (setup.startSeconds() * 1000)),
                usage,
                setup.known() ? host : null);
    }

    /// Poisson numbers by Knuth's method, in parts small enough for it.
    private int poisson(double mean) {
        int count = 0;
        double left = mean;
        while (left > 0) {
            double part = Math.min(left, 20);
            left -= part;
            double limit = Math.exp(-part);
            double product = random.nextDouble();
            while (product > limit) {
                count++;
                product *= random.nextDouble();
            }
        }
        return count;
    }
}
