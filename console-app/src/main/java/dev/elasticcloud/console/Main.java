package dev.elasticcloud.console;

import dev.elasticcloud.console.app.LiveConsole;
import dev.elasticcloud.console.cli.CloudCommand;
import dev.elasticcloud.console.cli.context.LongRunningPrograms;
import dev.elasticcloud.console.clouds.CloudFinder;
import dev.elasticcloud.console.demo.Demo;
import dev.elasticcloud.console.demo.DemoReport;
import dev.elasticcloud.lab.bench.BenchOptions;
import dev.elasticcloud.lab.bench.Benchmarks;
import dev.elasticcloud.lab.chaos.Chaos;
import dev.elasticcloud.lab.chaos.ChaosOptions;
import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.ServeConfig;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.Serving;
import dev.elasticcloud.manager.api.Tokens;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// The entrance of the program; the `cloud` script starts it.
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final String CLOUD = "default";
    private static final Duration WAVE = Duration.ofSeconds(24);
    private static final Duration TEAR_DOWN = Duration.ofSeconds(30);
    private static final Duration SIMULATED_WAVE = Duration.ofSeconds(5);

    private Main() {}

    public static void main(String[] args) {
        System.exit(CloudCommand.run(new Started(), args));
    }

    /// The programs put together for real.
    private static final class Started implements LongRunningPrograms {

        private final Path home =
                Path.of(System.getProperty("elasticcloud.home", ".")).toAbsolutePath();

        @Override
        public int console(boolean simulated, Path data, int port, String publish) {
            try (HostedCloud cloud = cloud(CLOUD, simulated, data, port, publish);
                    Serving beside = serveBeside(cloud, data, simulated);
                    LiveConsole console =
                            LiveConsole.open(
                                    cloud,
                                    simulated ? "simulated" : "this machine",
                                    CloudFinder.ofThisProcess(this::running),
                                    Managers::connect,
                                    this::lookAround)) {
                LOG.debug("Commands may ask at {}", beside.url());
                console.awaitClosed();
                return 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ErrorCode.INTERNAL.exitCode();
            }
        }

        @Override
        public int demo(boolean simulated, boolean headless, Path out, int port) {
            Path data = temporaryFolder();
            try (HostedCloud cloud = cloud("demo", simulated, data, port, ManagerConfig.LOOPBACK);
                    LiveConsole console = LiveConsole.open(cloud)) {
                Thread takenAway = new Thread(() -> cloud.tearDown(TEAR_DOWN), "interrupted");
                Runtime.getRuntime().addShutdownHook(takenAway);
                Demo demo =
                        new Demo(
                                cloud,
                                out,
                                console::shoot,
                                System.out,
                                simulated ? SIMULATED_WAVE : WAVE);
                try {
                    return judge(demo.run(), out);
                } finally {
                    forget(takenAway);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ErrorCode.INTERNAL.exitCode();
            } catch (IOException e) {
                throw new CloudException(
                        ErrorCode.UNAVAILABLE, "Cannot write to " + out + ": " + e.getMessage(), e);
            } finally {
                delete(data);
            }
        }

        @Override
        public int bench(
                String name,
                Path out,
                List<Path> traces,
                int peakNodes,
                Duration startDelay,
                Duration hostWork) {
            Benchmarks.run(
                    name,
                    new BenchOptions(home, out, traces, peakNodes, startDelay, hostWork),
                    System.out);
            return 0;
        }

        @Override
        public CloudManager connect(Endpoint endpoint) {
            return Managers.ask(endpoint);
        }

        @Override
        public Optional<Endpoint> running(Path data) {
            return Managers.endpoint(data, CLOUD);
        }

        @Override
        public int serve(LongRunningPrograms.Served wanted) {
            CountDownLatch ended = new CountDownLatch(1);
            CountDownLatch closed = new CountDownLatch(1);
            HostedCloud cloud =
                    cloud(
                            CLOUD,
                            wanted.simulated(),
                            wanted.data(),
                            wanted.port(),
                            wanted.publish());
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
                sayFirstToken(serving);
                await(ended);
            } finally {
                closed.countDown();
            }
            return 0;
        }

        private CloudManager lookAround() {
            return Managers.simulated(new ManagerConfig("simulated", home, temporaryFolder(), 0));
        }

        /// Lets commands on this machine ask the cloud of an open console.
        private static Serving serveBeside(HostedCloud cloud, Path data, boolean simulated) {
            Serving serving =
                    Managers.serve(cloud, ServeConfig.loopback(CLOUD, data, !simulated, 0));
            sayFirstToken(serving);
            return serving;
        }

        private static void sayFirstToken(Serving serving) {
            serving.firstToken()
                    .ifPresent(
                            secret ->
                                    System.out.printf(
                                            "The owner's token, shown this once: %s%n", secret));
            System.out.flush();
        }

        private static ServeConfig serveConfig(LongRunningPrograms.Served wanted) {
            return new ServeConfig(
                    CLOUD,
                    wanted.data(),
                    !wanted.simulated(),
                    wanted.listenHost(),
                    wanted.listenPort(),
                    wanted.certificate(),
                    wanted.key(),
                    wanted.names());
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public Tokens tokens(Path data) {
            return Managers.tokens(data, CLOUD);
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

        private static void forget(Thread hook) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The program is being ended, and the hook is at work.
            }
        }

        private static int judge(DemoReport report, Path out) {
            report.pods()
                    .forEach(
                            (pod, r) ->
                                    System.out.printf(
                                            "  %-8s nodes %d → %d → %d, %d jobs done, %d failed,"
                                                    + " p95 %.0f ms%n",
                                            pod,
                                            r.initialNodes(),
                                            r.peakNodes(),
                                            r.finalNodes(),
                                            r.jobs().completed(),
                                            r.jobs().failed(),
                                            r.latencyMs().p95()));
            boolean left = report.leftBehind().containers() + report.leftBehind().networks() > 0;
            boolean unwell =
                    left
                            || report.lost() != 0
                            || report.pods().values().stream()
                                    .anyMatch(r -> r.jobs().failed() + r.jobs().open() > 0);
            System.out.printf(
                    "%s on %s %s in %.0f s; %d lost, %d containers and %d networks left behind. See"
                            + " %s%n",
                    unwell ? "Something went wrong" : "All well",
                    report.engine(),
                    report.engineVersion(),
                    report.seconds(),
                    report.lost(),
                    report.leftBehind().containers(),
                    report.leftBehind().networks(),
                    out);
            return unwell ? ErrorCode.INTERNAL.exitCode() : 0;
        }

        private HostedCloud cloud(
                String name, boolean simulated, Path data, int port, String publish) {
            ManagerConfig config = new ManagerConfig(name, home, data, port, publish);
            if (simulated) {
                return Managers.simulated(config);
            }
            HostedCloud cloud = Managers.local(config);
            boolean here = publish.equals(ManagerConfig.LOOPBACK);
            if (here && port != 0 && !cloud.snapshot().balancer().running() && isTaken(port)) {
                cloud.close();
                throw new CloudException(
                        ErrorCode.UNAVAILABLE,
                        "Port %d on 127.0.0.1 is taken by another program: stop that, or choose another with --port"
                                .formatted(port));
            }
            return cloud;
        }

        /// Whether something else listens where the balancer is to listen.
        private static boolean isTaken(int port) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return !probe.isBound();
            } catch (IOException e) {
                return true;
            }
        }

        private static Path temporaryFolder() {
            try {
                return Files.createTempDirectory("elastic-cloud-demo");
            } catch (IOException e) {
                throw new CloudException(
                        ErrorCode.UNAVAILABLE, "No temporary folder can be made: " + e, e);
            }
        }

        private static void delete(Path folder) {
            try (var files = Files.walk(folder)) {
                for (Path file :
                        (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                System.err.println("cloud: " + folder + " could not be removed: " + e);
            }
        }
    }
}
