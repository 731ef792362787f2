package dev.elasticcloud.lab.bench;

import dev.elasticcloud.lab.bench.measure.Percentiles;
import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.ServeConfig;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.Serving;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How long a command takes from start to end, compared with a lower bound: Docker's own listing
/// and a Java program that prints one word.
final class CommandBenchmark implements Benchmark {

    private static final int TIMES = 20;
    private static final int WARM_UP = 3;
    private static final int LIMIT_SECONDS = 60;
    private static final String HELLO =
            """
            public class Hello {
                public static void main(String[] words) {
                    System.out.println("hello");
                }
            }
            """;

    /// The figures written as JSON, in milliseconds of wall time.
    ///
    /// @param ratio the median of the command divided by the sum of the medians of Docker's listing
    ///     and a bare JVM
    record Figures(Percentiles podLs, Percentiles dockerPs, Percentiles bareJvm, double ratio) {}

    @Override
    public String name() {
        return "cli";
    }

    @Override
    public String about() {
        return "'cloud pod ls' with a running manager, compared with 'docker ps' and a bare JVM";
    }

    @Override
    public void run(BenchContext bench) throws Exception {
        Path folder = Files.createTempDirectory("elastic-cloud-bench");
        Path home = bench.options().home();
        try (CloudManager cloud =
                        Managers.simulated(new ManagerConfig("default", home, folder, 0));
                Serving serving =
                        Managers.serve(cloud, ServeConfig.loopback("default", folder, false, 0))) {
            bench.say("%d times each, against %s", TIMES, serving.url());
            Figures figures = measure(home, folder);
            bench.say("cloud pod ls  %s", figures.podLs());
            bench.say("docker ps     %s", figures.dockerPs());
            bench.say("bare JVM      %s", figures.bareJvm());
            bench.say(
                    "ratio of medians, cloud pod ls to docker ps + bare JVM: %.2f",
                    figures.ratio());
            bench.leave(name(), figures);
        } finally {
            delete(folder);
        }
    }

    /// Runs the three in turns, so that other work of the machine affects all alike.
    private static Figures measure(Path home, Path folder) throws Exception {
        Path classes = compileHello(folder);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> podLs =
                List.of(home.resolve("cloud").toString(), "pod", "ls", "--data", folder.toString());
        List<String> dockerPs = List.of("docker", "ps");
        List<String> bare = List.of(java, "-cp", classes.toString(), "Hello");
        List<Long> ours = new ArrayList<>();
        List<Long> dockers = new ArrayList<>();
        List<Long> javas = new ArrayList<>();
        for (int i = -WARM_UP; i < TIMES; i++) {
            long one = time(podLs);
            long two = time(dockerPs);
            long three = time(bare);
            if (i >= 0) {
                ours.add(one);
                dockers.add(two);
                javas.add(three);
            }
        }
        Percentiles o = Percentiles.ofNanos(ours);
        Percentiles d = Percentiles.ofNanos(dockers);
        Percentiles j = Percentiles.ofNanos(javas);
        return new Figures(o, d, j, Math.round(o.p50() / (d.p50() + j.p50()) * 100) / 100.0);
    }

    private static Path compileHello(Path folder) throws Exception {
        Path source = Files.writeString(folder.resolve("Hello.java"), HELLO);
        String javac = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
        time(List.of(javac, "-d", folder.toString(), source.toString()));
        return folder;
    }

    private static long time(List<String> command) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroy();
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    "'%s' failed: %s".formatted(String.join(" ", command), said.strip()));
        }
        return System.nanoTime() - begin;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        }
    }
}
