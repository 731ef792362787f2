package dev.elasticcloud.lab.bench;

import static dev.elasticcloud.lab.bench.BenchCloud.LIGHT;

import dev.elasticcloud.lab.bench.load.HttpLoad;
import dev.elasticcloud.lab.bench.measure.MachineSpeed;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Whether requests fail while a node is added or removed each second under a steady load.
final class ChurnBenchmark implements Benchmark {

    private static final double WANTED_RATE = 500;
    private static final Duration LENGTH = Duration.ofSeconds(60);
    private static final Duration TRIAL = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 32;
    private static final int NODES = 4;

    /// The load as a share of what the machine can carry, because it also starts nodes.
    private static final double SHARE = 0.6;

    /// The figures written as JSON.
    ///
    /// @param machineLoopsPerSecond how fast the machine was, by a bare loop
    record Figures(
            double machineLoopsPerSecond,
            long requests,
            long failed,
            double seconds,
            double perSecond,
            double heldPerSecond,
            double p99Millis,
            int added,
            int removed,
            List<String> reasons) {}

    @Override
    public String name() {
        return "churn";
    }

    @Override
    public String about() {
        return "failed requests while a node is added or removed each second";
    }

    @Override
    public void run(BenchContext bench) throws Exception {
        try (BenchCloud cloud = new BenchCloud(bench)) {
            cloud.initialise(NODES, 2);
            cloud.apply(new Command.SetLimits(LIGHT, NodeLimits.of(0.5, 120)));
            HttpLoad load =
                    new HttpLoad(
                            URI.create(
                                    cloud.cloud().snapshot().balancer().url()
                                            + "/light/run?repeat=1&text=Hello."));
            double speed = MachineSpeed.loopsPerSecond();
            double held = load.closed(CONNECTIONS, TRIAL).perSecond();
            double rate = Math.min(WANTED_RATE, held * SHARE);
            bench.say(
                    "The machine holds %.0f requests/s here (%.0f million turns of a bare loop);"
                            + " asking for %.0f",
                    held, speed / 1e6, rate);
            try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
                Future<HttpLoad.Result> running =
                        thread.submit(() -> load.open(CONNECTIONS, LENGTH, rate));
                int[] changes = change(cloud);
                Figures figures = figures(speed, running.get(), held, changes);
                bench.say(
                        "%,d requests at %.0f/s, %d failed; p99 %.1f ms; %d nodes added, %d"
                                + " removed",
                        figures.requests(),
                        figures.perSecond(),
                        figures.failed(),
                        figures.p99Millis(),
                        figures.added(),
                        figures.removed());
                figures.reasons().forEach(reason -> bench.say("  failed: %s", reason));
                bench.leave(name(), figures);
            }
        }
    }

    private static Figures figures(
            double speed, HttpLoad.Result result, double held, int[] changes) {
        List<String> reasons = new ArrayList<>();
        result.reasons().forEach(reasons::add);
        return new Figures(
                speed,
                result.requests(),
                result.failed(),
                result.seconds(),
                result.perSecond(),
                held,
                result.p99Millis(),
                changes[0],
                changes[1],
                reasons);
    }

    /// Adds and removes a node in turns, one each second.
    private static int[] change(BenchCloud cloud) throws InterruptedException {
        int added = 0;
        int removed = 0;
        long end = System.nanoTime() + LENGTH.toNanos();
        for (long next = System.nanoTime(); next < end; next += 1_000_000_000L) {
            Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
            try {
                if (added <= removed) {
                    cloud.cloud().submit(new Command.LaunchNode(LIGHT, null));
                    added++;
                } else {
                    Optional<NodeStatus> victim =
                            cloud.light().nodes().stream()
                                    .filter(n -> n.state() == NodeState.ONLINE)
                                    .findFirst();
                    if (victim.isPresent()) {
                        cloud.cloud().submit(new Command.RemoveNode(LIGHT, victim.get().node()));
                        removed++;
                    }
                }
            } catch (CloudException e) {
                // The pod has its maximum of nodes, or the node has just gone. Retries in a
                // second.
            }
        }
        return new int[] {added, removed};
    }
}
