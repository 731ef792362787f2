package dev.elasticcloud.console.sample;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.Hold;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/// The generated last two hours of one pod: its demand in waves and a burst, its nodes, and the
/// decisions that scaled them.
final class PodStory {

    static final Duration STEP = Duration.ofSeconds(5);
    private static final int STEPS = 1_440;
    private static final int CALM_STEPS = 6;
    private static final double USE_PER_DEMAND = 0.8;
    private static final double MEMORY_SHARE = 0.42;

    /// The waves: for each, how many seconds ago its peak was, its width and its relative height.
    private static final double[][] WAVES = {
        {5_200, 700, 0.4}, {1_450, 380, 1}, {520, 16, 2.6}, {140, 130, 0.7}
    };

    private final PodSpec spec;
    private final Instant end;
    private final long seed;
    private final double[] demand = new double[STEPS];
    private final int[] online = new int[STEPS];
    private final List<Decision> decisions = new ArrayList<>();

    /// @param number the pod's index, which delays its waves
    /// @param last how many nodes are online at the end
    PodStory(PodSpec spec, int number, int last, Instant end, long seed) {
        this.spec = spec;
        this.end = end;
        this.seed = seed + number;
        int least = Math.max(1, Math.min(spec.elasticity().min(), last));
        Random random = new Random(this.seed);
        for (int step = 0; step < STEPS; step++) {
            double ago = (STEPS - 1 - step) * (double) STEP.toSeconds() - number * 45.0;
            double high = last * 1.25 * waves(ago);
            demand[step] = Math.max(0, least * 0.55 + high + random.nextGaussian() * 0.08);
        }
        follow(least, last);
        decide();
    }

    private static double waves(double ago) {
        double sum = 0;
        for (double[] wave : WAVES) {
            double off = (ago - wave[0]) / wave[1];
            sum += wave[2] * Math.exp(-off * off);
        }
        return sum;
    }

    private void follow(int least, int last) {
        int now = least;
        int calm = 0;
        for (int step = 0; step < STEPS; step++) {
            int wanted = wanted(step, least);
            calm = wanted < now ? calm + 1 : 0;
            if (wanted > now) {
                now =
                        Math.max(
                                now,
                                Math.min(Math.min(wanted, room(last)), now + Math.max(2, now / 5)));
            } else if (calm > CALM_STEPS) {
                now -= Math.max(1, (now - wanted) / 4);
                calm = 0;
            }
            online[step] = now;
        }
        int shift = last - now;
        int most = spec.elasticity().max();
        for (int step = STEPS / 2; step < STEPS; step++) {
            online[step] = Math.clamp((long) online[step] + shift, least, most);
        }
    }

    /// How many nodes the host has room for.
    private int room(int last) {
        return Math.max(last, (int) Math.ceil(spec.elasticity().max() * 0.6));
    }

    private int wanted(int step, int least) {
        return Math.clamp((int) Math.ceil(demand[step] * 1.1), least, spec.elasticity().max());
    }

    /// One decision for each change, and one for each interval without a change.
    private void decide() {
        int from = 0;
        for (int step = 1; step < STEPS; step++) {
            if (online[step] != online[step - 1]) {
                holds(from, step - 1);
                decisions.add(change(step));
                from = step + 1;
            }
        }
        holds(from, STEPS - 1);
    }

    /// An interval without a change: as long as more were wanted, and the rest of it.
    private void holds(int from, int until) {
        int calm = from;
        while (calm <= until && wanted(calm, 1) > online[from]) {
            calm++;
        }
        if (calm > from) {
            decisions.add(hold(from, calm - 1));
        }
        if (calm <= until) {
            decisions.add(hold(calm, until));
        }
    }

    private Decision change(int step) {
        int before = online[step - 1];
        int after = online[step];
        boolean up = after > before;
        String because =
                up
                        ? "%.1f jobs are running and queued per slot, %d nodes serve"
                                .formatted(demand[step], before)
                        : "the mean usage was below %d %% for %d s"
                                .formatted(
                                        Math.round(spec.elasticity().lowerThreshold() * 100),
                                        spec.elasticity().cooldown().toSeconds());
        return decision(
                step,
                step,
                up ? Decision.Verdict.SCALE_UP : Decision.Verdict.SCALE_DOWN,
                after,
                wanted(step, 1) > after ? List.of(more(after)) : List.of(),
                "%s %d node%s: %s"
                        .formatted(
                                up ? "Adds" : "Removes",
                                Math.abs(after - before),
                                Math.abs(after - before) == 1 ? "" : "s",
                                because));
    }

    private Decision hold(int from, int until) {
        int count = online[from];
        int wish = wanted(until, 1);
        List<Decision.Brake> brakes = new ArrayList<>();
        String sentence = "Keeps %d: the usage is between the thresholds".formatted(count);
        if (wish < count) {
            brakes.add(
                    new Decision.Brake(
                            Decision.Brake.Kind.COOLDOWN,
                            count,
                            "fewer must be wanted for %d s first"
                                    .formatted(spec.elasticity().cooldown().toSeconds())));
            sentence = "Keeps %d: fewer are wanted, but not for long enough".formatted(count);
        } else if (wish > count) {
            brakes.add(more(count));
            sentence = "Keeps %d: %s".formatted(count, brakes.getFirst().because());
        }
        return decision(from, until, Decision.Verdict.HOLD, count, brakes, sentence);
    }

    /// What keeps the count from growing.
    private Decision.Brake more(int count) {
        return count * 2 > spec.elasticity().max()
                ? new Decision.Brake(
                        Decision.Brake.Kind.HOST_FULL,
                        count,
                        "host full: needs %.1f CPU; 0.2 of 12.0 left"
                                .formatted(spec.limits().cpus()))
                : new Decision.Brake(
                        Decision.Brake.Kind.RATE, count, "2 nodes may come in 5 s at most");
    }

    private Decision decision(
            int from,
            int until,
            Decision.Verdict verdict,
            int after,
            List<Decision.Brake> brakes,
            String sentence) {
        int before = verdict == Decision.Verdict.HOLD ? after : online[from - 1];
        double use = use(until);
        int byUse = Math.max(1, (int) Math.ceil(before * use / 0.5));
        int byJobs = Math.max(1, (int) Math.ceil(demand[until]));
        return new Decision(
                spec.name(),
                at(from),
                at(until),
                verdict,
                before,
                after,
                new Decision.Inputs(
                        before,
                        0,
                        running(until),
                        queued(until),
                        demand[until] * 3,
                        OptionalDouble.of(use),
                        OptionalDouble.of(MEMORY_SHARE),
                        Duration.ofMillis(400)),
                List.of(
                        new Decision.Opinion(
                                "concurrency",
                                byJobs,
                                "%.1f jobs on %d slots of each node"
                                        .formatted(demand[until] * spec.slots(), spec.slots())),
                        new Decision.Opinion(
                                "band", byUse, "ceil(%d × %.2f / 0.50)".formatted(before, use))),
                brakes.stream().map(Decision.Brake::because).toList(),
                sentence,
                verdict == Decision.Verdict.SCALE_UP ? Duration.ofMillis(140) : null,
                List.of(),
                brakes,
                verdict == Decision.Verdict.SCALE_UP
                        ? SampleReactions.of(spec.name(), before, after, spec.spares(), from)
                        : null);
    }

    private Instant at(int step) {
        return end.minus(STEP.multipliedBy(STEPS - 1L - step));
    }

    private double use(int step) {
        return Math.clamp(demand[step] / online[step] * USE_PER_DEMAND, 0.04, 0.99);
    }

    private int running(int step) {
        return (int) Math.min(demand[step] * spec.slots(), (double) online[step] * spec.slots());
    }

    private int queued(int step) {
        return Math.max(0, (int) ((demand[step] - online[step]) * spec.slots()));
    }

    int runningNow() {
        return running(STEPS - 1);
    }

    int queuedNow() {
        return queued(STEPS - 1);
    }

    double rateNow() {
        return demand[STEPS - 1] * 3;
    }

    /// Processor usage of a node as a share of its limit.
    double cpuNow(int node) {
        return cpu(node, STEPS - 1);
    }

    /// Every seventeenth node is hotter than the others.
    private double cpu(int node, int step) {
        long mixed = (seed * 31 + node) * 0x9E3779B97F4A7C15L + step * 0xBF58476D1CE4E5B9L;
        mixed ^= mixed >>> 29;
        double noise = ((mixed & 0xFFFF) / 65_535.0 - 0.5) * 0.14;
        return Math.clamp(use(step) + noise + (node % 17 == 5 ? 0.3 : 0), 0.02, 1);
    }

    /// Newest first.
    List<Decision> decisions() {
        return decisions.reversed();
    }

    PodHistory history(HistoryRange range) {
        Duration wanted = range.step();
        int stride = wanted == null ? 1 : (int) Math.max(1, wanted.dividedBy(STEP));
        List<PodHistory.Point> points = new ArrayList<>();
        SortedMap<NodeName, List<NodeUsage>> nodes = new TreeMap<>();
        for (int step = 0; step < STEPS; step += stride) {
            Instant at = at(step);
            if (!range.holds(at)) {
                continue;
            }
            points.add(
                    new PodHistory.Point(
                            at,
                            online[step],
                            spec.spares(),
                            demand[step],
                            running(step),
                            queued(step),
                            demand[step] * 3,
                            OptionalDouble.of(use(step)),
                            OptionalDouble.of(MEMORY_SHARE)));
            for (int node = 1; node <= online[step]; node++) {
                NodeName name = NodeName.numbered(spec.name(), node);
                nodes.computeIfAbsent(name, any -> new ArrayList<>()).add(usage(name, node, step));
            }
        }
        return new PodHistory(
                spec.name(),
                points,
                nodes,
                decisions.stream().filter(d -> d.changesCount() && range.holds(d.at())).toList(),
                Hold.of(decisions).stream().filter(hold -> hold.overlaps(range)).toList());
    }

    private NodeUsage usage(NodeName name, int node, int step) {
        return new NodeUsage(
                spec.name(),
                name,
                at(step),
                cpu(node, step),
                (long) (spec.limits().memoryBytes() * MEMORY_SHARE),
                MEMORY_SHARE);
    }

    /// Calls back for each node that was added or removed, oldest first.
    void tellChanges(NodeChange told) {
        for (int step = 1; step < STEPS; step++) {
            for (int node = online[step - 1] + 1; node <= online[step]; node++) {
                told.changed(at(step), NodeName.numbered(spec.name(), node), true);
            }
            for (int node = online[step - 1]; node > online[step]; node--) {
                told.changed(at(step), NodeName.numbered(spec.name(), node), false);
            }
        }
    }

    /// Receives an added or removed node.
    @FunctionalInterface
    interface NodeChange {
        void changed(Instant at, NodeName node, boolean came);
    }
}
