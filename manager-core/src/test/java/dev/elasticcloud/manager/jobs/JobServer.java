package dev.elasticcloud.manager.jobs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.JobProgram;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Reach;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.spi.JobTransport.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// An HTTP server in the place of the balancer, and the transport that sends jobs to it.
final class JobServer implements AutoCloseable {

    static final PodSpec POD = pod(Duration.ofSeconds(20));

    private final HttpJobTransport transport = new HttpJobTransport(Duration.ZERO);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();
    private final HttpServer server;

    JobServer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// How many requests have arrived.
    AtomicInteger calls() {
        return calls;
    }

    Outcome run() {
        return run(url(), POD, Map.of("text", "x"));
    }

    /// Runs a job that has a timeout of its own.
    Outcome run(Duration timeout) {
        return transport.run(url(), POD, Map.of(), timeout);
    }

    Outcome run(String address, PodSpec pod, Map<String, String> parameters) {
        return transport.run(address, pod, parameters, pod.job().timeout());
    }

    void answer(int status, String body) {
        serve(exchange -> send(exchange, status, body));
    }

    void answerOfANode(int status, String text, boolean later) {
        serve(
                exchange -> {
                    exchange.getResponseHeaders().set("X-Node", "light-3");
                    if (later) {
                        exchange.getResponseHeaders().set("Retry-After", "1");
                    }
                    send(exchange, status, text);
                });
    }

    void hang() {
        serve(
                exchange -> {
                    awaited(ended);
                    exchange.close();
                });
    }

    void serve(HttpHandler handler) {
        server.createContext(
                "/",
                exchange -> {
                    calls.incrementAndGet();
                    handler.handle(exchange);
                });
    }

    static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(15, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    static PodSpec pod(Duration timeout) {
        return new PodSpec(
                PodName.of("light"),
                "Light",
                "",
                new ImageSource.Reference("example/light"),
                NodeLimits.of(0.3, 100),
                4,
                5,
                1,
                0,
                Balance.ROUND_ROBIN,
                8080,
                "/healthz",
                Reach.INTERNAL,
                Elasticity.off(5),
                PodSpec.DRAIN_DEADLINE,
                new JobProgram("/run", timeout, true, List.of()),
                Target.NONE);
    }

    @Override
    public void close() {
        ended.countDown();
        transport.close();
        server.stop(0);
    }
}
