package dev.elasticcloud.lab.bench;

import dev.elasticcloud.lab.bench.baseline.RawNodes;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// The processor time of a node's start, up to its first healthy answer: in its container, by the
/// kernel's accounting, and in the Engine's processes and their children. A container of the same
/// image that only sleeps is the baseline.
final class StartCost {

    private static final int TIMES = 7;

    private StartCost() {}

    /// CPU seconds a start; medians.
    record Figures(
            String pod, double container, double docker, double sleeping, double bareDocker) {}

    static List<Figures> measure(BenchContext bench, BenchCloud bed, Map<PodName, PodSpec> pods)
            throws IOException, InterruptedException {
        List<Figures> all = new ArrayList<>();
        for (String name : List.of("light", "medium", "heavy")) {
            PodSpec pod = pods.get(PodName.of(name));
            if (pod == null || ContainerCpu.engines().isEmpty()) {
                bench.say("The cost of a start is not measured: the Engine is on another machine");
                return all;
            }
            Figures figures = measure(bed, pod);
            bench.say(
                    "a start of %-6s  %.2f CPU s in the container, %.2f in Docker;"
                            + " one that sleeps %.2f and %.2f",
                    name,
                    figures.container(),
                    figures.docker(),
                    figures.sleeping(),
                    figures.bareDocker());
            all.add(figures);
        }
        return all;
    }

    private static Figures measure(BenchCloud bed, PodSpec pod)
            throws IOException, InterruptedException {
        double[] container = new double[TIMES];
        double[] docker = new double[TIMES];
        double[] sleeping = new double[TIMES];
        double[] bare = new double[TIMES];
        try (RawNodes raw = new RawNodes(bed.name() + "-start")) {
            raw.prepare(pod.name());
            try {
                for (int i = 0; i < TIMES; i++) {
                    NodeName name = NodeName.of("start-" + i);
                    double before = ContainerCpu.ofEngines();
                    String id = raw.start(pod, name);
                    container[i] = ContainerCpu.of(id).orElse(0);
                    docker[i] = ContainerCpu.ofEngines() - before;
                    remove(raw, id);
                    before = ContainerCpu.ofEngines();
                    String asleep = raw.startAsleep(pod, NodeName.of("asleep-" + i));
                    sleeping[i] = ContainerCpu.of(asleep).orElse(0);
                    bare[i] = ContainerCpu.ofEngines() - before;
                    remove(raw, asleep);
                }
            } finally {
                raw.cleanUp(pod.name());
            }
        }
        return new Figures(
                pod.name().value(),
                median(container),
                median(docker),
                median(sleeping),
                median(bare));
    }

    /// The Engine cleans up for a moment longer, which must not count towards the next start.
    private static void remove(RawNodes raw, String id) throws InterruptedException {
        raw.remove(id);
        double before;
        double now = ContainerCpu.ofEngines();
        do {
            before = now;
            Thread.sleep(Duration.ofMillis(300));
            now = ContainerCpu.ofEngines();
        } while (now - before > 0.02);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return Math.round(sorted[sorted.length / 2] * 1000) / 1000.0;
    }

    /// Processor time as counted by this machine's kernel.
    private static final class ContainerCpu {

        private static final List<String> ENGINE = List.of("dockerd", "containerd");
        private static final double TICKS_PER_SECOND = 100;

        /// CPU seconds that a container has used; empty if its accounting is not found.
        static OptionalDouble of(String id) throws IOException {
            Path old = Path.of("/sys/fs/cgroup/cpuacct/docker", id, "cpuacct.usage");
            if (Files.exists(old)) {
                return OptionalDouble.of(Long.parseLong(Files.readString(old).strip()) / 1e9);
            }
            for (String place : List.of("docker/" + id, "system.slice/docker-" + id + ".scope")) {
                Path file = Path.of("/sys/fs/cgroup", place, "cpu.stat");
                if (Files.exists(file)) {
                    for (String line : Files.readAllLines(file)) {
                        if (line.startsWith("usage_usec ")) {
                            return OptionalDouble.of(Long.parseLong(line.substring(11)) / 1e6);
                        }
                    }
                }
            }
            return OptionalDouble.empty();
        }

        static List<ProcessHandle> engines() {
            return ProcessHandle.allProcesses().filter(p -> ENGINE.contains(program(p))).toList();
        }

        private static String program(ProcessHandle process) {
            return process.info()
                    .command()
                    .map(c -> Path.of(c).getFileName().toString().toLowerCase(Locale.ROOT))
                    .orElse("");
        }

        /// CPU seconds of the Engine's processes and of their children that have ended.
        static double ofEngines() {
            return engines().stream().mapToDouble(p -> withChildren(p.pid())).sum();
        }

        private static double withChildren(long pid) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/stat"))) {
                String stat = lines.findFirst().orElse("");
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                double ticks = 0;
                for (int i = 11; i <= 14; i++) { // utime, stime, cutime, cstime
                    ticks += Double.parseDouble(fields[i]);
                }
                return ticks / TICKS_PER_SECOND;
            } catch (IOException e) {
                return 0; // it has ended
            }
        }
    }
}
