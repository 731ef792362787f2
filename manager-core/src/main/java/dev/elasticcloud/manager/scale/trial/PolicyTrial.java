package dev.elasticcloud.manager.scale.trial;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.scale.ScaleMemory;
import dev.elasticcloud.manager.scale.StandardAutoscaler;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/// Tries a policy on a load: the autoscaler as it is, over a model of nodes and a queue, on a clock
/// that goes in seconds.
///
/// The model is a fluid queue: in each second the work that came and the work that waits is done by
/// the nodes that serve, as far as they reach; the rest waits, first come, first served. A job takes
/// one second of a slot. What runs and waits, in jobs, is what the autoscaler is shown, with the
/// processor use averaged since its last evaluation. Nodes serve `startDelay` after they were wanted
/// and go at once; those not serving yet go first.
public final class PolicyTrial {

    /// How a trial is set.
    ///
    /// @param pod with the elasticity that is tried, and the nodes that serve at the beginning
    /// @param every how often the autoscaler evaluates
    public record Setup(PodSpec pod, Duration every, Duration startDelay) {}

    /// What came of it.
    ///
    /// @param nodeHours of nodes that served
    /// @param actions changes of the count
    /// @param lateShare share of the work that waited longer than a second
    /// @param supply nodes that served in each second
    public record Outcome(
            ElasticityMeter.Result elasticity,
            double nodeHours,
            int actions,
            double lateShare,
            int[] supply) {}

    /// An evaluation and the time it was made at, for a listener.
    public record Evaluated(PodSpec pod, Signals signals, ScaleMemory memory) {}

    private static final double PATIENCE_SECONDS = 1;

    private final RecordedLoad load;
    private final Setup setup;
    private final StandardAutoscaler autoscaler = new StandardAutoscaler();
    private final Deque<Starting> starting = new ArrayDeque<>();
    private final List<NodeName> names = new ArrayList<>();
    private PodSpec pod;
    private ScaleMemory memory = ScaleMemory.NOTHING;
    private int serving;
    private int coming;
    private double waiting;
    private double busy;
    private int busySeconds;
    private int actions;

    /// Nodes wanted at one moment that serve from a second on.
    private record Starting(int second, int nodes) {}

    private PolicyTrial(RecordedLoad load, Setup setup) {
        this.load = load;
        this.setup = setup;
        this.pod = setup.pod();
        this.serving = pod.target().nodes();
        for (int i = 1; i <= PodSpec.MOST_NODES; i++) {
            names.add(NodeName.of("n-" + i));
        }
    }

    public static Outcome run(RecordedLoad load, Setup setup) {
        return run(load, setup, (evaluated, wanted) -> {});
    }

    /// @param changes is told of each evaluation that changes the count
    public static Outcome run(
            RecordedLoad load, Setup setup, BiConsumer<Evaluated, Integer> changes) {
        return run(load, setup, changes, () -> false);
    }

    /// @param cancelled asked each second of the load; ends the trial when true
    /// @throws CancellationException when it was cancelled
    public static Outcome run(
            RecordedLoad load,
            Setup setup,
            BiConsumer<Evaluated, Integer> changes,
            BooleanSupplier cancelled) {
        return new PolicyTrial(load, setup).run(changes, cancelled);
    }

    /// What came of a supply that is known, such as one that was recorded.
    public static Outcome of(RecordedLoad load, int[] supply) {
        ElasticityMeter meter = new ElasticityMeter();
        double waiting = 0;
        double work = 0;
        double late = 0;
        long nodeSeconds = 0;
        int actions = 0;
        for (int second = 0; second < load.seconds(); second++) {
            double came = load.nodes()[second];
            work += came;
            late += waiting > supply[second] * PATIENCE_SECONDS ? came : 0;
            waiting = Math.max(0, waiting + came - supply[second]);
            meter.add(load.demand(second), supply[second], 1);
            nodeSeconds += supply[second];
            actions += second > 0 && supply[second] != supply[second - 1] ? 1 : 0;
        }
        return new Outcome(
                meter.result(), nodeSeconds / 3600.0, actions, work == 0 ? 0 : late / work, supply);
    }

    private Outcome run(BiConsumer<Evaluated, Integer> changes, BooleanSupplier cancelled) {
        ElasticityMeter meter = new ElasticityMeter();
        int[] supply = new int[load.seconds()];
        int every = (int) Math.max(1, setup.every().toSeconds());
        double work = 0;
        double late = 0;
        long nodeSeconds = 0;
        for (int second = 0; second < load.seconds(); second++) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("The trial was cancelled");
            }
            arrive(second);
            double came = load.nodes()[second];
            work += came;
            late += waiting > serving * PATIENCE_SECONDS ? came : 0;
            double done = Math.min(waiting + came, serving);
            waiting += came - done;
            busy += serving == 0 ? 0 : done / serving;
            busySeconds++;
            meter.add(load.demand(second), serving, 1);
            supply[second] = serving;
            nodeSeconds += serving;
            if (second % every == 0 && pod.elasticity().enabled()) {
                evaluate(second, done, changes);
            }
        }
        return new Outcome(
                meter.result(), nodeSeconds / 3600.0, actions, work == 0 ? 0 : late / work, supply);
    }

    private void arrive(int second) {
        while (!starting.isEmpty() && starting.getFirst().second() <= second) {
            Starting ready = starting.removeFirst();
            serving += ready.nodes();
            coming -= ready.nodes();
        }
    }

    private void evaluate(int second, double done, BiConsumer<Evaluated, Integer> changes) {
        Signals signals = signals(second, done);
        StandardAutoscaler.Count count = autoscaler.count(pod, signals, memory);
        if (count.wanted() != pod.target().nodes()) {
            changes.accept(new Evaluated(pod, signals, memory), count.wanted());
            actions++;
            change(second, count.wanted());
        }
        memory = count.memory();
    }

    private Signals signals(int second, double done) {
        Instant now = load.start().plusSeconds(second);
        double share = load.busyShare() * busy / busySeconds;
        busy = 0;
        busySeconds = 0;
        List<NodeUsage> usage = new ArrayList<>(serving);
        for (int i = 0; i < serving; i++) {
            usage.add(new NodeUsage(pod.name(), names.get(i), now, share, 0, 0));
        }
        return new Signals(
                now,
                serving,
                coming,
                (int) Math.round(done * pod.slots()),
                (int) Math.round(waiting * pod.slots()),
                load.nodes()[second] * pod.slots(),
                setup.startDelay(),
                usage);
    }

    private void change(int second, int wanted) {
        int change = wanted - pod.target().nodes();
        if (change > 0) {
            int ready =
                    second + (int) Math.max(1, Math.ceilDiv(setup.startDelay().toMillis(), 1000L));
            starting.addLast(new Starting(ready, change));
            coming += change;
        } else {
            takeAway(-change);
        }
        pod = pod.withTarget(pod.target().withNodes(wanted));
    }

    private void takeAway(int nodes) {
        int left = nodes;
        while (left > 0 && !starting.isEmpty()) {
            Starting last = starting.removeLast();
            int taken = Math.min(left, last.nodes());
            if (taken < last.nodes()) {
                starting.addLast(new Starting(last.second(), last.nodes() - taken));
            }
            coming -= taken;
            left -= taken;
        }
        serving -= left;
    }
}
