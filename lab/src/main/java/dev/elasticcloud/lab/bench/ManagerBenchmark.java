package dev.elasticcloud.lab.bench;

import dev.elasticcloud.lab.bench.measure.Percentiles;
import dev.elasticcloud.lab.bench.process.ChildManager;
import dev.elasticcloud.lab.bench.process.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an idle manager costs, compared with an idle JVM, and how the time of a round grows with
/// the number of nodes.
final class ManagerBenchmark implements Benchmark {

    private static final int NODES = 45;
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Duration WATCHED = Duration.ofSeconds(60);
    private static final List<Integer> SIZES = List.of(100, 1_000, 5_000);
    private static final int ROUNDS = 300;
    private static final int WARM_UP = 100;

    /// The figures written as JSON.
    ///
    /// @param cpuShare as a share of one core
    /// @param ratioToDockerStats the manager's processor time against that of `docker stats`, which shows
    ///     the same nodes and does nothing else, in the same minute
    /// @param residentMb beyond that of the bare JVM
    /// @param rounds the times of a round in milliseconds, by number of nodes
    record Figures(
            int nodes,
            double seconds,
            double cpuShare,
            double ratioToDockerStats,
            double dockerStatsCpuShare,
            double bareCpuShare,
            double residentMb,
            double bareResidentMb,
            double engineCallsPerSecond,
            double balancerCallsPerSecond,
            double roundsPerSecond,
            Map<Integer, Percentiles> rounds) {}

    /// One reading of a child process.
    private record Reading(long at, Duration cpu, List<Long> counters) {

        static Reading of(ChildProcess child) throws IOException {
            List<Long> counters = new ArrayList<>();
            for (String word : child.ask("stats").split(" ", -1)) {
                counters.add(word.matches("\\d+") ? Long.parseLong(word) : 0);
            }
            return new Reading(System.nanoTime(), child.cpu(), counters);
        }

        double secondsSince(Reading earlier) {
            return (at - earlier.at) / 1e9;
        }

        double cpuSince(Reading earlier) {
            return cpu.minus(earlier.cpu).toNanos() / 1e9 / secondsSince(earlier);
        }

        double rateSince(Reading earlier, int counter) {
            return (counters.get(counter) - earlier.counters.get(counter)) / secondsSince(earlier);
        }
    }

    @Override
    public String name() {
        return "manager";
    }

    @Override
    public String about() {
        return "CPU, memory and calls of an idle manager with 45 nodes; rounds at up to 5,000";
    }

    @Override
    public void run(BenchContext bench) throws Exception {
        Map<Integer, Percentiles> rounds = new LinkedHashMap<>();
        for (int size : SIZES) {
            rounds.put(size, rounds(size));
            bench.say("a round at %,5d simulated nodes: %s", size, rounds.get(size));
        }
        try (BenchCloud cloud = new BenchCloud(bench)) {
            bench.say("Starting %d real nodes", NODES);
            cloud.initialise(NODES, 0);
            cloud.letGo();
            Figures figures = watch(bench, cloud, rounds);
            bench.say(
                    "manager with %d idle nodes: %.1f %% of a core (a bare JVM %.1f %%), %.0f MB"
                            + " resident beyond the bare JVM's %.0f MB",
                    figures.nodes(),
                    figures.cpuShare() * 100,
                    figures.bareCpuShare() * 100,
                    figures.residentMb(),
                    figures.bareResidentMb());
            bench.say(
                    "docker stats beside it: %.1f %% of a core; the manager %.2f times that",
                    figures.dockerStatsCpuShare() * 100, figures.ratioToDockerStats());
            bench.say(
                    "%.1f Engine calls, %.1f balancer calls, %.1f rounds per second",
                    figures.engineCallsPerSecond(),
                    figures.balancerCallsPerSecond(),
                    figures.roundsPerSecond());
            bench.leave(name(), figures);
        }
    }

    private static Figures watch(
            BenchContext bench, BenchCloud cloud, Map<Integer, Percentiles> rounds)
            throws IOException, InterruptedException {
        try (ChildProcess bare = new ChildProcess(ChildManager.class);
                ChildProcess manager =
                        new ChildProcess(
                                ChildManager.class,
                                cloud.name(),
                                bench.options().home().toString(),
                                cloud.data().toString())) {
            manager.ask("ready?");
            bare.ask("ready?");
            Thread.sleep(SETTLE);
            Reading begun = Reading.of(manager);
            Reading bareBegun = Reading.of(bare);
            bench.say("Measuring for %d s, beside docker stats", WATCHED.toSeconds());
            double dockerStats = dockerStatsCpuShare();
            Reading ended = Reading.of(manager);
            Reading bareEnded = Reading.of(bare);
            double mb = 1024.0 * 1024.0;
            return new Figures(
                    NODES,
                    ended.secondsSince(begun),
                    ended.cpuSince(begun),
                    dockerStats == 0 ? 0 : ended.cpuSince(begun) / dockerStats,
                    dockerStats,
                    bareEnded.cpuSince(bareBegun),
                    (manager.residentBytes() - bare.residentBytes()) / mb,
                    bare.residentBytes() / mb,
                    ended.rateSince(begun, 1),
                    ended.rateSince(begun, 2),
                    ended.rateSince(begun, 0),
                    rounds);
        }
    }

    /// How much of a core `docker stats` uses while it shows all containers while it is being
    /// watched.
    private static double dockerStatsCpuShare() throws IOException, InterruptedException {
        Process stats =
                new ProcessBuilder("docker", "stats", "--format", "{{.Name}} {{.CPUPerc}}")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            Thread.sleep(WATCHED);
            return stats.info()
                    .totalCpuDuration()
                    .map(cpu -> (double) cpu.toNanos() / WATCHED.toNanos())
                    .orElse(0.0);
        } finally {
            stats.destroy();
            stats.waitFor();
        }
    }

    /// The times of idle rounds, from the wake to the snapshot.
    private static Percentiles rounds(int nodes) throws InterruptedException {
        try (SimulatedLoop loop = new SimulatedLoop(nodes)) {
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < WARM_UP + ROUNDS; i++) {
                long took = loop.round();
                if (i >= WARM_UP) {
                    times.add(took);
                }
            }
            return Percentiles.ofNanos(times);
        }
    }
}
