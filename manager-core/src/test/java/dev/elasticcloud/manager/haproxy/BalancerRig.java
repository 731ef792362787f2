package dev.elasticcloud.manager.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.docker.DockerRuntime;
import dev.elasticcloud.manager.docker.RealPods;
import dev.elasticcloud.manager.docker.balancer.DockerBalancerHost;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.ManagerClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/// A balancer on a real engine with one serving node, `light-1`.
final class BalancerRig implements AutoCloseable {

    static final PodSpec POD = RealPods.light();
    static final PodName LIGHT = POD.name();
    static final NodeName ONE = NodeName.of("light-1");
    static final NodeName TWO = NodeName.of("light-2");

    /// Keeps a node busy long enough to query a balancer on another machine a few times.
    static final String LONG_TEXT = "long+words+".repeat(150);

    static final Path HAPROXY = RealPods.HOME.resolve("haproxy");

    private final DockerRuntime runtime;
    private final OkHttpClient http =
            new OkHttpClient.Builder()
                    .retryOnConnectionFailure(false)
                    .readTimeout(Duration.ofSeconds(60))
                    .build();

    private final Supplier<DockerBalancerHost> hosts;
    private final Path folder;
    private HaproxyBalancer balancer;

    BalancerRig(String cloud, Path folder, Supplier<DockerBalancerHost> hosts) {
        this.runtime = new DockerRuntime(cloud, null, RealPods.POD_DOCKERFILES);
        this.folder = folder;
        this.hosts = hosts;
        this.balancer = freshBalancer(hosts.get());
    }

    /// Starts the balancer and the node.
    void start() {
        runtime.buildImage(POD, line -> {});
        runtime.createNetwork(LIGHT);
        balancer.configure(List.of(POD), List.of());
        serve(ONE);
    }

    private static HaproxyBalancer freshBalancer(DockerBalancerHost host) {
        return new HaproxyBalancer(
                host, HAPROXY.resolve("haproxy.cfg.mustache"), ManagerClock.system());
    }

    /// Closes the balancer, as a manager does when it ends, and opens it again on the same machine.
    void restart() {
        balancer.close();
        balancer = freshBalancer(hosts.get());
    }

    HaproxyBalancer balancer() {
        return balancer;
    }

    DockerRuntime runtime() {
        return runtime;
    }

    Path folder() {
        return folder;
    }

    NodeContainer container(NodeName node) {
        return runtime.observe(List.of()).nodes().stream()
                .filter(c -> c.node().equals(node))
                .findFirst()
                .orElseThrow();
    }

    BalancerServer server(NodeName node) {
        return balancer.observe().servers().stream()
                .filter(s -> s.node().equals(node))
                .findFirst()
                .orElseThrow();
    }

    void serve(NodeName node) {
        runtime.start(POD, node);
        balancer.probe(POD, container(node));
        Awaiting.until(node + " is healthy", () -> server(node).healthy());
        balancer.route(LIGHT, node);
    }

    record Answer(int status, String body, String node, String contentType) {}

    Answer get(String path) {
        try {
            return fetch(balancer.observe().health().url() + path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer fetch(String url) throws IOException {
        try (Response response = http.newCall(new Request.Builder().url(url).build()).execute()) {
            return new Answer(
                    response.code(),
                    response.body().string(),
                    response.header("X-Node", ""),
                    response.header("Content-Type", ""));
        }
    }

    CompletableFuture<Answer> begun(String path) {
        return CompletableFuture.supplyAsync(() -> get(path), Thread::startVirtualThread);
    }

    void holdFor(int seconds) {
        JobProgram.Hold hold = new JobProgram.Hold(2, Duration.ofSeconds(seconds));
        balancer.configure(List.of(POD.withJob(POD.job().withHold(hold))), List.of());
    }

    int queued() {
        return balancer.observe().traffic().getFirst().queued();
    }

    @Override
    public void close() {
        try (runtime;
                LoadBalancer last = balancer) {
            assertThat(last).isNotNull();
            runtime.removeAll();
            assertThat(runtime.leftovers().none()).isTrue();
        }
    }
}
