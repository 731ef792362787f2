package dev.elasticcloud.console;

import dev.elasticcloud.console.app.LiveConsole;
import dev.elasticcloud.console.bench.ConsoleBenchmark;
import dev.elasticcloud.console.cli.session.ManagerAccess;
import dev.elasticcloud.console.cli.session.Programs;
import dev.elasticcloud.console.clouds.CloudFinder;
import dev.elasticcloud.console.clouds.LocalCloud;
import dev.elasticcloud.console.demo.Demo;
import dev.elasticcloud.console.demo.DemoVerdict;
import dev.elasticcloud.lab.bench.BenchOptions;
import dev.elasticcloud.lab.bench.Benchmarks;
import dev.elasticcloud.lab.chaos.Chaos;
import dev.elasticcloud.lab.chaos.ChaosOptions;
import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.ServeConfig;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.files.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the console, the server, the demonstration, benchmarks and chaos in this process.
final class ProgramRunner implements Programs {

    private static final Logger LOG = LoggerFactory.getLogger(ProgramRunner.class);
    private static final Duration WAVE = Duration.ofSeconds(24);
    private static final Duration SIMULATED_WAVE = Duration.ofSeconds(5);
    private static final Duration TEAR_DOWN = Duration.ofSeconds(30);

    private final Path home;
    private final CloudOpener clouds;
    private final ManagerAccess managers;

    /// @param home the folder with pods and the balancer's files
    ProgramRunner(Path home, ManagerAccess managers) {
        this.home = home;
        this.clouds = new CloudOpener(home);
        this.managers = managers;
    }

    @Override
    public int console(Hosted wanted) {
        try (HostedCloud cloud = clouds.open(wanted);
                Serving serving = serveToCommands(cloud, wanted);
                LiveConsole console =
                        LiveConsole.open(
                                cloud,
                                wanted.simulated() ? "simulated" : "this machine",
                                CloudFinder.ofThisProcess(managers::running),
                                Managers::connect,
                                clouds::openSimulated)) {
            LOG.debug("Commands reach the console's cloud at {}", serving.url());
            console.awaitClosed();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ErrorCode.INTERNAL.exitCode();
        }
    }

    /// Lets commands on this machine reach the cloud of an open console.
    private static Serving serveToCommands(HostedCloud cloud, Hosted wanted) {
        Serving serving =
                Managers.serve(
                        cloud,
                        ServeConfig.loopback(
                                wanted.cloud().name(),
                                wanted.cloud().data(),
                                !wanted.simulated(),
                                0));
        printFirstToken(serving);
        return serving;
    }

    @Override
    public int demo(String name, boolean simulated, Path out, int port) {
        Path data = temporaryFolder();
        Hosted wanted =
                new Hosted(
                        new LocalCloud(data, name),
                        simulated,
                        port,
                        false,
                        ManagerConfig.LOOPBACK,
                        "");
        try (HostedCloud cloud = clouds.open(wanted);
                LiveConsole console = LiveConsole.open(cloud)) {
            Thread interrupted = new Thread(() -> cloud.tearDown(TEAR_DOWN), "interrupted");
            Runtime.getRuntime().addShutdownHook(interrupted);
            Duration wave = simulated ? SIMULATED_WAVE : WAVE;
            Demo demo = new Demo(cloud, out, console::shoot, System.out, wave);
            try {
                DemoVerdict verdict = new DemoVerdict(demo.run());
                System.out.println(verdict.text(out));
                return verdict.passed() ? 0 : ErrorCode.INTERNAL.exitCode();
            } finally {
                remove(interrupted);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ErrorCode.INTERNAL.exitCode();
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, FileFailure.sentence(out, "be written to", e), e);
        } finally {
            delete(data);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("elastic-cloud-demo");
        } catch (IOException e) {
            Path parent = Path.of(System.getProperty("java.io.tmpdir"));
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, FileFailure.sentence(parent, "be written to", e), e);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending and has started the hook already.
        }
    }

    @Override
    public int shots(Path out, List<String> screens, List<String> sizes, List<String> states) {
        return new PictureProgram(clouds).run(out, screens, sizes, states);
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("cloud: cannot remove " + folder + ": " + e);
        }
    }

    @Override
    public int bench(String name, Measured measured) {
        BenchOptions options =
                new BenchOptions(
                        home,
                        measured.out(),
                        measured.traces(),
                        measured.peakNodes(),
                        measured.startDelay(),
                        measured.hostWork(),
                        measured.cases());
        if (name.equals(ConsoleBenchmark.NAME)) {
            return benchConsole(options.out());
        }
        Benchmarks.run(name, options, System.out);
        return 0;
    }

    @Override
    public String benchmarks() {
        return "%s%n  %-12s %s"
                .formatted(Benchmarks.list(), ConsoleBenchmark.NAME, ConsoleBenchmark.ABOUT);
    }

    private int benchConsole(Path out) {
        ConsoleBenchmark benchmark =
                new ConsoleBenchmark(clouds.pods(), System.out, Duration.ofSeconds(10));
        LiveConsole.whileJavaFxRuns(
                () -> {
                    try {
                        benchmark.run(out);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new CloudException(
                                ErrorCode.INTERNAL, "The benchmark was interrupted", e);
                    }
                });
        return 0;
    }

    @Override
    public int chaos(
            Path out, long seed, Duration length, List<Integer> cases, boolean restartDocker) {
        Chaos.Report report =
                Chaos.run(
                        new ChaosOptions(home, out, seed, length, cases, restartDocker),
                        System.out);
        return report.breached() == 0 && report.left().equals(List.of(0, 0))
                ? 0
                : ErrorCode.INTERNAL.exitCode();
    }

    @Override
    public int serve(Served wanted) {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        HostedCloud cloud = clouds.open(wanted.hosted());
        try (cloud;
                Serving serving = Managers.serve(cloud, serveConfig(wanted))) {
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> {
                                        ended.countDown();
                                        await(closed);
                                    },
                                    "ended"));
            System.out.printf(
                    "The cloud's API is at %s, its description at %s/docs%n",
                    serving.url(), serving.url());
            printFirstToken(serving);
            await(ended);
        } finally {
            closed.countDown();
        }
        return 0;
    }

    private static ServeConfig serveConfig(Served wanted) {
        return new ServeConfig(
                wanted.hosted().cloud().name(),
                wanted.hosted().cloud().data(),
                !wanted.hosted().simulated(),
                wanted.listenHost(),
                wanted.listenMoves()
                        ? FreePort.from(wanted.listenHost(), wanted.listenPort())
                        : wanted.listenPort(),
                wanted.certificate(),
                wanted.key(),
                wanted.names());
    }

    private static void printFirstToken(Serving serving) {
        serving.firstToken()
                .ifPresent(
                        secret ->
                                System.out.printf(
                                        "The owner's token, shown only this once: %s%n", secret));
        System.out.flush();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
