package dev.elasticcloud.manager.scale.trial;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.HostSignals;
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
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Tries a policy on a load: the real autoscaler with a model of nodes and a queue, in steps of a
/// second.
///
/// The model is a fluid queue: in each second the serving nodes do the arriving and the queued
/// work, up to their capacity; the rest waits, first come, first served. A job takes one second of
/// a slot. The autoscaler sees the running and queued jobs, and the processor usage averaged since
/// its last evaluation. Nodes serve `startDelay` after they were wanted and are removed at once,
/// those not yet serving first.
///
/// On a host, nodes that do not fit are pending until they do, and the work done in a second is
/// bounded by its processors: a node with all slots in use takes [RecordedLoad#busyShare] of its limit.
public final class PolicyTrial {

    /// The settings of a trial.
    ///
    /// @param pod with the elasticity to try, and the nodes that serve at the start
    /// @param every how often the autoscaler evaluates
    /// @param host the machine that bounds the nodes and the work they do; unbounded when absent
    public record Setup(
            PodSpec pod, Duration every, Duration startDelay, @Nullable TrialHost host) {

        /// A trial without a machine, so that none is ever full.
        public Setup(PodSpec pod, Duration every, Duration startDelay) {
            this(pod, every, startDelay, null);
        }
    }

    /// The result of a trial.
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

    /// Share of its limit from which a node counts as throttled.
    private static final double AT_LIMIT = 0.9;

    /// Share of its limit below which a busy node's jobs wait for something else.
    private static final double NEXT_TO_NOTHING = 0.1;

    private final RecordedLoad load;
    private final Setup setup;
    private final FluidQueue queue;
    private final StandardAutoscaler autoscaler = new StandardAutoscaler();
    private final Deque<Starting> starting = new ArrayDeque<>();
    private final List<NodeName> names = new ArrayList<>();
    private PodSpec pod;
    private ScaleMemory memory = ScaleMemory.NOTHING;
    private int serving;
    private int coming;
    private double busy;
    private int busySeconds;
    private int actions;

    /// Nodes wanted at one moment that serve from a second on.
    private record Starting(int second, int nodes) {}

    private PolicyTrial(RecordedLoad load, Setup setup) {
        this.load = load;
        this.setup = setup;
        this.queue = new FluidQueue(load, setup.pod().limits().cpus(), setup.host());
        this.pod = setup.pod();
        this.serving = pod.target().nodes();
        for (int i = 1; i <= PodSpec.MOST_NODES; i++) {
            names.add(NodeName.of("n-" + i));
        }
    }

    public static Outcome run(RecordedLoad load, Setup setup) {
        return run(load, setup, (evaluated, wanted) -> {});
    }

    /// @param changes receives each evaluation that changes the count
    public static Outcome run(
            RecordedLoad load, Setup setup, BiConsumer<Evaluated, Integer> changes) {
        return run(load, setup, changes, () -> false);
    }

    /// @param cancelled checked for each second of the load; ends the trial when true
    /// @throws CancellationException when it was cancelled
    public static Outcome run(
            RecordedLoad load,
            Setup setup,
            BiConsumer<Evaluated, Integer> changes,
            BooleanSupplier cancelled) {
        return new PolicyTrial(load, setup).run(changes, cancelled);
    }

    /// The result of a known supply, such as a recorded one.
    public static Outcome of(RecordedLoad load, int[] supply) {
        return of(load, supply, 1, null);
    }

    /// The result of a known supply on a host.
    ///
    /// @param nodeCpus processor limit of a node
    static Outcome of(RecordedLoad load, int[] supply, double nodeCpus, @Nullable TrialHost host) {
        FluidQueue queue = new FluidQueue(load, nodeCpus, host);
        int actions = 0;
        for (int second = 0; second < load.seconds(); second++) {
            queue.pass(second, supply[second]);
            actions += second > 0 && supply[second] != supply[second - 1] ? 1 : 0;
        }
        return queue.outcome(actions, supply);
    }

    private Outcome run(BiConsumer<Evaluated, Integer> changes, BooleanSupplier cancelled) {
        int[] supply = new int[load.seconds()];
        int every = (int) Math.max(1, setup.every().toSeconds());
        for (int second = 0; second < load.seconds(); second++) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("The trial was cancelled");
            }
            arrive(second);
            queue.pass(second, serving);
            busy += serving == 0 ? 0 : queue.done() / serving;
            busySeconds++;
            supply[second] = serving;
            if (second % every == 0 && pod.elasticity().enabled()) {
                evaluate(second, changes);
            }
            settle(second);
        }
        return queue.outcome(actions, supply);
    }

    private void arrive(int second) {
        while (!starting.isEmpty() && starting.getFirst().second() <= second) {
            Starting ready = starting.removeFirst();
            serving += ready.nodes();
            coming -= ready.nodes();
        }
    }

    private void evaluate(int second, BiConsumer<Evaluated, Integer> changes) {
        Signals signals = signals(second);
        StandardAutoscaler.Count count = autoscaler.count(pod, signals, memory);
        if (count.wanted() != pod.target().nodes()) {
            changes.accept(new Evaluated(pod, signals, memory), count.wanted());
            actions++;
            pod = pod.withTarget(pod.target().withNodes(count.wanted()));
        }
        memory = count.memory();
    }

    private Signals signals(int second) {
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
                now,
                serving,
                coming,
                (int) Math.round(queue.occupied() * pod.slots()),
                (int) Math.round(queue.queued() * pod.slots()),
                load.nodes()[second] * pod.slots(),
                setup.startDelay(),
                usage,
                host(second, share));
    }

    /// @param share how much of its limit a node uses
    private @Nullable HostSignals host(int second, double share) {
        TrialHost host = setup.host();
        if (host == null) {
            return null;
        }
        int room = room(second);
        int busyNodes = (int) Math.ceil(queue.occupied() - 1e-9);
        boolean saturated = queue.isShortOfProcessors();
        boolean waits = load.busyShare() < NEXT_TO_NOTHING;
        return new HostSignals(
                room,
                room > 0 ? "" : "the host is full",
                0,
                host.cores(),
                saturated ? 0 : Math.max(0, host.freeCores(second) - queue.busyCores()),
                saturated,
                !saturated && share >= AT_LIMIT ? busyNodes : 0,
                saturated && !waits ? busyNodes : 0,
                waits ? busyNodes : 0,
                OptionalDouble.of(queue.doneInAll() * pod.slots()));
    }

    /// How many more nodes the host has room for.
    private int room(int second) {
        TrialHost host = setup.host();
        return host == null
                ? Integer.MAX_VALUE
                : Math.max(0, host.most(second, pod.limits()) - serving - coming);
    }

    /// Starts the wanted nodes that fit, and removes those no longer wanted.
    private void settle(int second) {
        int lack = pod.target().nodes() - serving - coming;
        int starts = Math.min(lack, room(second));
        if (starts > 0) {
            int ready =
                    second + (int) Math.max(1, Math.ceilDiv(setup.startDelay().toMillis(), 1000L));
            starting.addLast(new Starting(ready, starts));
            coming += starts;
        } else if (lack < 0) {
            takeAway(-lack);
        }
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
