package dev.elasticcloud.lab.bench;

import static dev.elasticcloud.lab.bench.BenchCloud.LIGHT;

import dev.elasticcloud.lab.bench.baseline.PlainBalancer;
import dev.elasticcloud.lab.bench.baseline.RawNodes;
import dev.elasticcloud.lab.bench.load.HttpLoad;
import dev.elasticcloud.lab.bench.measure.Percentiles;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Compares our balancer, with its rendered file and nodes added at run time, with the same HAProxy
/// with a short handwritten file and the same nodes. The two take turns.
final class BalancerBenchmark implements Benchmark {

    private static final int NODES = 2;
    private static final int SLOTS = 8;
    private static final int CONNECTIONS = 16;
    private static final int TURNS = 20;
    private static final Duration TURN = Duration.ofSeconds(2);
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    /// The figures written as JSON. Ratios are ours divided by theirs, as the median over the
    /// turns. The two loads of a turn follow each other closely, so that a slow phase of the
    /// machine affects both.
    record Figures(
            double ratioThroughput,
            double ratioP99,
            double oursPerSecond,
            double plainPerSecond,
            double oursP99Millis,
            double plainP99Millis,
            long failed) {}

    @Override
    public String name() {
        return "balancer";
    }

    @Override
    public String about() {
        return "throughput and p99 of our HAProxy, compared with one with a handwritten file";
    }

    @Override
    public void run(BenchContext bench) throws Exception {
        Path folder = Files.createTempDirectory("elastic-cloud-plain");
        try (BenchCloud cloud = new BenchCloud(bench);
                PlainBalancer plain = new PlainBalancer(cloud.name())) {
            cloud.initialise(NODES, 0);
            cloud.apply(new Command.SetLimits(LIGHT, NodeLimits.of(1, 150)));
            cloud.apply(new Command.SetSlots(LIGHT, SLOTS));
            int port = freePort();
            Files.writeString(folder.resolve("haproxy.cfg"), byHand(cloud));
            plain.start(folder, LIGHT, port);
            HttpLoad ours = load(cloud.cloud().snapshot().balancer().url());
            HttpLoad theirs = load("http://127.0.0.1:" + port);
            ours.closed(CONNECTIONS, WARM_UP);
            theirs.closed(CONNECTIONS, WARM_UP);
            measure(bench, ours, theirs);
        } finally {
            Files.deleteIfExists(folder.resolve("haproxy.cfg"));
            Files.deleteIfExists(folder);
        }
    }

    private void measure(BenchContext bench, HttpLoad ours, HttpLoad theirs) throws Exception {
        List<HttpLoad.Result> our = new ArrayList<>();
        List<HttpLoad.Result> their = new ArrayList<>();
        for (int turn = 0; turn < TURNS; turn++) {
            // They alternate in going first, so that a drift of the machine affects both.
            if (turn % 2 == 0) {
                our.add(ours.closed(CONNECTIONS, TURN));
                their.add(theirs.closed(CONNECTIONS, TURN));
            } else {
                their.add(theirs.closed(CONNECTIONS, TURN));
                our.add(ours.closed(CONNECTIONS, TURN));
            }
            bench.say(
                    "turn %d: ours %.0f/s p99 %.1f ms, handwritten %.0f/s p99 %.1f ms",
                    turn + 1,
                    our.getLast().perSecond(),
                    our.getLast().p99Millis(),
                    their.getLast().perSecond(),
                    their.getLast().p99Millis());
        }
        double oursRate = rate(our);
        double theirRate = rate(their);
        double oursP99 = p99(our);
        double theirP99 = p99(their);
        Figures figures =
                new Figures(
                        ratio(our, their, HttpLoad.Result::perSecond),
                        ratio(our, their, HttpLoad.Result::p99Millis),
                        oursRate,
                        theirRate,
                        oursP99,
                        theirP99,
                        our.stream().mapToLong(HttpLoad.Result::failed).sum());
        bench.say(
                "ours / handwritten: throughput %.3f, p99 %.3f (%d failed)",
                figures.ratioThroughput(), figures.ratioP99(), figures.failed());
        bench.leave(name(), figures);
    }

    private static double ratio(
            List<HttpLoad.Result> our,
            List<HttpLoad.Result> their,
            ToDoubleFunction<HttpLoad.Result> figure) {
        double[] ratios = new double[our.size()];
        for (int turn = 0; turn < ratios.length; turn++) {
            ratios[turn] =
                    figure.applyAsDouble(our.get(turn)) / figure.applyAsDouble(their.get(turn));
        }
        return Percentiles.median(ratios);
    }

    private static double rate(List<HttpLoad.Result> results) {
        return Percentiles.median(
                results.stream().mapToDouble(HttpLoad.Result::perSecond).toArray());
    }

    private static double p99(List<HttpLoad.Result> results) {
        return Percentiles.median(
                results.stream().mapToDouble(HttpLoad.Result::p99Millis).toArray());
    }

    private static HttpLoad load(String balancer) {
        return new HttpLoad(URI.create(balancer + "/light/healthz"));
    }

    private static String byHand(BenchCloud cloud) {
        String servers;
        try (RawNodes raw = new RawNodes(cloud.name())) {
            PodStatus pod = cloud.light();
            servers =
                    pod.nodes().stream()
                            .map(
                                    node ->
                                            "    server %s %s:8080 check inter 2s maxconn %d"
                                                    .formatted(
                                                            node.node(),
                                                            raw.address(
                                                                            node.containerId(),
                                                                            pod.spec())
                                                                    .getAddress()
                                                                    .getHostAddress(),
                                                            SLOTS))
                            .collect(Collectors.joining("\n"));
        }
        return """
        global
            nbthread 2
        defaults
            mode http
            timeout connect 2s
            timeout client 60s
            timeout server 120s
            timeout queue 60s
            http-reuse never
        frontend in
            bind :8080
            default_backend nodes
        backend nodes
            balance roundrobin
            option httpchk GET /healthz
            http-request replace-path ^/[^/]+/?(.*) /\\1
        %s
        """
                .formatted(servers);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
