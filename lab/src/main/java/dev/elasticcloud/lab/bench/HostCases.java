package dev.elasticcloud.lab.bench;

import static dev.elasticcloud.lab.bench.HostBenchmark.HEAVY;
import static dev.elasticcloud.lab.bench.HostBenchmark.LIGHT;
import static dev.elasticcloud.lab.bench.HostBenchmark.MEDIUM;
import static dev.elasticcloud.lab.bench.HostBenchmark.WAITING;

import dev.elasticcloud.lab.bench.BurstRun.Part;
import dev.elasticcloud.lab.bench.HostBenchmark.Case;
import dev.elasticcloud.lab.bench.HostBenchmark.Fixed;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.spec.Measure;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Scaling;
import dev.elasticcloud.manager.model.spec.ScalingRule;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The cases of the host benchmark on one cloud, which is brought into a known state before each
/// run.
final class HostCases {

    private static final Duration SETUP = Duration.ofMinutes(8);
    private static final Duration CALM = Duration.ofSeconds(90);

    private static final Duration MOST_REST = Duration.ofSeconds(8);
    private static final Duration LOOK = Duration.ofMillis(100);

    /// The share of its processors that is idle on a host at rest.
    private static final double RESTING = 0.75;

    /// A fixed count that takes this many times as long as the best is given up.
    private static final double HOPELESS = 1.8;

    /// How often the best fixed count and the autoscaler take turns.
    private static final int TURNS = 3;

    private final BenchContext bench;
    private final HostedCloud cloud;
    private final Map<PodName, PodSpec> shipped;
    private final BurstSizes sizes;
    private final int cores;

    HostCases(BenchContext bench, HostedCloud cloud, Map<PodName, PodSpec> shipped) {
        this.bench = bench;
        this.cloud = cloud;
        this.shipped = shipped;
        this.sizes = new BurstSizes(cloud);
        this.cores =
                Math.max(
                        1,
                        cloud.await(s -> s.engine().cpus() > 0, BenchCloud.SOON).engine().cpus());
    }

    Case single(PodName pod, double hostSeconds) {
        initialise(List.of(pod));
        Part part =
                pod.equals(WAITING)
                        ? sizes.waiting(spec(pod), hostSeconds)
                        : sizes.computing(pod, hostSeconds * cores);
        int enough =
                pod.equals(WAITING)
                        ? spec(pod).elasticity().max()
                        : (int) Math.ceil(cores / spec(pod).limits().cpus());
        Case result = run(pod.value(), Map.of(pod, part), enough);
        shutDown(List.of(pod));
        return result;
    }

    Case mix(double hostSeconds) {
        List<PodName> pods = List.of(LIGHT, MEDIUM, HEAVY);
        initialise(pods);
        Map<PodName, Part> burst = new TreeMap<>();
        pods.forEach(
                pod -> burst.put(pod, sizes.computing(pod, hostSeconds * cores / pods.size())));
        Case result = run("mix", burst, 3);
        shutDown(pods);
        return result;
    }

    void tearDown() {
        cloud.submit(new Command.SetHostPolicy(HostPolicy.DEFAULT));
    }

    private Case run(String name, Map<PodName, Part> burst, int enough) {
        int jobs = burst.values().stream().mapToInt(Part::jobs).sum();
        bench.say("%s: a burst of %d jobs", name, jobs);
        warmUp(burst);
        List<Fixed> sweep = new ArrayList<>();
        Fixed best = null;
        for (int nodes : counts(enough, burst.keySet())) {
            Fixed fixed = fixed(burst, nodes, best);
            sweep.add(fixed);
            bench.say(
                    "  %2d nodes each       %6.1f s%s",
                    nodes, fixed.seconds(), fixed.givenUp() ? " and more" : "");
            best = best == null || fixed.seconds() < best.seconds() ? fixed : best;
        }
        Fixed lowest = Objects.requireNonNull(best);
        List<Fixed> bestRuns = new ArrayList<>(List.of(lowest));
        List<BurstRun> elasticRuns = new ArrayList<>();
        while (elasticRuns.size() < TURNS) {
            elasticRuns.add(elastic("elastic", burst, HostPolicy.DEFAULT, null));
            if (elasticRuns.size() < TURNS) {
                Fixed again = fixed(burst, lowest.nodes(), null);
                bestRuns.add(again);
                bench.say("  %2d nodes again      %6.1f s", again.nodes(), again.seconds());
            }
        }
        BurstRun unbounded =
                elastic("as if without end", burst, HostPolicy.DEFAULT.withUnbounded(true), null);
        BurstRun hpa =
                elastic(
                        "HPA rule alone",
                        burst,
                        HostPolicy.DEFAULT.withUnbounded(true),
                        Scaling.DEFAULT.withRules(
                                List.of(new ScalingRule.Target(Measure.CPU, 50, 0.1, 0.1))));
        Fixed bestStatic = median(bestRuns, Fixed::seconds);
        BurstRun elastic = median(elasticRuns, BurstRun::seconds);
        double ratioDrain = elastic.seconds() / bestStatic.seconds();
        double ratioNodeSeconds = elastic.nodeSeconds() / bestStatic.nodeSeconds();
        bench.say(
                "  against the best fixed count, %d: %.2f times as long, %.2f times the"
                        + " node-seconds",
                bestStatic.nodes(), ratioDrain, ratioNodeSeconds);
        return new Case(
                name,
                jobs,
                sweep,
                bestStatic,
                bestRuns,
                elastic,
                elasticRuns,
                unbounded,
                hpa,
                ratioDrain,
                ratioNodeSeconds,
                elasticRuns.stream().mapToLong(BurstRun::failed).sum());
    }

    /// The run in the middle: a machine may be half as fast from one run to the next.
    private static <T> T median(List<T> runs, ToDoubleFunction<T> figure) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(figure))
                .toList()
                .get(runs.size() / 2);
    }

    /// A small burst with growth, so that the manager's code is compiled before the first run as it
    /// is before the last.
    private void warmUp(Map<PodName, Part> burst) {
        Map<PodName, Part> some = new TreeMap<>();
        burst.forEach(
                (pod, part) ->
                        some.put(pod, new Part(Math.max(1, part.jobs() / 3), part.parameters())));
        elastic("warm-up", some, HostPolicy.DEFAULT, null);
    }

    private TreeSet<Integer> counts(int enough, Set<PodName> pods) {
        int most = pods.stream().mapToInt(p -> spec(p).elasticity().max()).min().orElse(1);
        TreeSet<Integer> counts = new TreeSet<>();
        for (double share : new double[] {1.0, 1.5, 0.6, 0.3}) {
            counts.add(Math.clamp((int) Math.round(enough * share), 1, most));
        }
        return counts;
    }

    private Fixed fixed(Map<PodName, Part> burst, int nodes, @Nullable Fixed best) {
        cloud.submit(new Command.SetHostPolicy(HostPolicy.DEFAULT.withUnbounded(true)));
        fix(burst.keySet(), nodes);
        Duration patience =
                best == null
                        ? Duration.ofMinutes(5)
                        : Duration.ofMillis((long) (best.seconds() * HOPELESS * 1000));
        BurstRun run = BurstRun.of(cloud, burst, patience);
        return new Fixed(
                nodes,
                run.seconds(),
                run.nodeSeconds(),
                run.seconds() > patience.toMillis() / 1000.0);
    }

    private BurstRun elastic(
            String what, Map<PodName, Part> burst, HostPolicy policy, @Nullable Scaling scaling) {
        fix(burst.keySet(), 1);
        cloud.submit(new Command.SetHostPolicy(policy));
        for (PodName pod : burst.keySet()) {
            Elasticity as = spec(pod).elasticity();
            cloud.submit(new Command.SetScaling(pod, scaling == null ? as.scaling() : scaling));
            cloud.submit(new Command.SetCooldown(pod, as.cooldown()));
            cloud.submit(new Command.EnableElasticity(pod, 1, as.max()));
        }
        BurstRun run = BurstRun.of(cloud, burst, Duration.ofMinutes(6));
        bench.say(
                "  %-18s %6.1f s, at most %d nodes, %.0f node-seconds, %d failed",
                what, run.seconds(), run.peak(), run.nodeSeconds(), run.failed());
        return run;
    }

    /// Fixes the count of each pod, and waits until its nodes and spares are there and nothing
    /// runs.
    private void fix(Set<PodName> pods, int nodes) {
        pods.forEach(pod -> cloud.submit(new Command.EnableElasticity(pod, nodes, nodes)));
        cloud.await(
                s -> pods.stream().map(p -> s.pod(p).orElseThrow()).allMatch(p -> isCalm(p, nodes)),
                CALM.plus(Duration.ofMinutes(2)));
        awaitRest();
    }

    /// Waits until the work of the changes just made is over, which the next run would pay for. On a
    /// host that others keep busy that is never seen, so the wait is short.
    private void awaitRest() {
        long end = System.nanoTime() + MOST_REST.toNanos();
        while (System.nanoTime() < end
                && cloud.snapshot().hosts().stream()
                        .anyMatch(h -> h.freeCpus().orElse(0) < RESTING * h.cores())) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static boolean isCalm(PodStatus pod, int nodes) {
        return pod.online() == nodes
                && pod.nodes().size() == nodes + pod.spec().spares()
                && pod.load().running() + pod.load().queued() == 0;
    }

    private PodSpec spec(PodName pod) {
        return Objects.requireNonNull(shipped.get(pod));
    }

    private void initialise(List<PodName> pods) {
        Map<PodName, Integer> counts = new LinkedHashMap<>();
        pods.forEach(pod -> counts.put(pod, 1));
        cloud.await(cloud.submit(new Command.Initialise(counts)), SETUP);
    }

    private void shutDown(List<PodName> pods) {
        pods.forEach(pod -> cloud.submit(new Command.ShutDownPod(pod)));
        cloud.await(s -> pods.stream().allMatch(p -> nodes(s, p) == 0), Duration.ofMinutes(2));
    }

    private static int nodes(CloudSnapshot snapshot, PodName pod) {
        return (int)
                snapshot.pod(pod).orElseThrow().nodes().stream()
                        .filter(n -> !n.containerId().isEmpty())
                        .count();
    }
}
