package dev.elasticcloud.manager.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.JobTransport.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// How a job travels to its node: the request, its time limit, its size limit, its connection.
class HttpJobTransportTest {

    @AutoClose private final JobServer server = new JobServer();

    @Test
    void parametersArriveAsAFormUnderThePodsPath() {
        CompletableFuture<String> body = new CompletableFuture<>();
        server.serve(
                exchange -> {
                    body.complete(
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestURI()
                                    + " "
                                    + new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.US_ASCII));
                    JobServer.send(exchange, 200, "{}");
                });
        server.run(server.url() + "/", JobServer.POD, Map.of("picture", "a+b/c=&ü d"));
        assertThat(Awaiting.result(body)).startsWith("POST /light/run picture=").contains("%2B");
        assertThat(URLDecoder.decode(Awaiting.result(body), StandardCharsets.UTF_8))
                .endsWith("picture=a+b/c=&ü d");
    }

    @Test
    void aRefusedConnectionMeansThatTheJobHasNotRun() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(server.run("http://127.0.0.1:" + port, JobServer.POD, Map.of()))
                .isInstanceOf(Outcome.NotRun.class);
        assertThat(server.run("", JobServer.POD, Map.of())).isInstanceOf(Outcome.NotRun.class);
    }

    @Test
    void aConnectionThatEndsWithoutAnAnswerIsCutOffAndNotTriedAgain() {
        server.serve(HttpExchange::close);
        assertThat(server.run()).isInstanceOf(Outcome.CutOff.class);
        assertThat(server.calls()).hasValue(1);
    }

    @Test
    void aTimeoutNamesTheSeconds() {
        server.hang();
        assertThat(server.run(server.url(), JobServer.pod(Duration.ofMillis(300)), Map.of()))
                .isEqualTo(new Outcome.TimedOut("no answer within 0.3 s"));
    }

    @Test
    void aJobsOwnTimeoutWinsWhenItIsShorter() {
        server.hang();
        assertThat(server.run(Duration.ofMillis(250)))
                .isEqualTo(new Outcome.TimedOut("no answer within 0.25 s"));
    }

    @Test
    void anEndlessAnswerIsRefused() {
        server.serve(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] part = new byte[1024 * 1024];
                    try (var body = exchange.getResponseBody()) {
                        while (true) {
                            body.write(part);
                        }
                    }
                });
        assertThat(server.run())
                .isEqualTo(new Outcome.Refused("", "the answer is larger than 16 MB"));
    }

    @Test
    void interruptingTheCallerClosesTheConnection() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch hungUp = new CountDownLatch(1);
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try (var socket = listener.accept();
                                        var input = socket.getInputStream()) {
                                    input.read();
                                    begun.countDown();
                                    input.readAllBytes();
                                } catch (IOException e) {
                                    // a reset closes the connection as well
                                } finally {
                                    hungUp.countDown();
                                }
                            });
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            String address = "http://127.0.0.1:" + listener.getLocalPort();
            Thread caller =
                    Thread.ofPlatform()
                            .start(
                                    () ->
                                            outcome.complete(
                                                    server.run(address, JobServer.POD, Map.of())));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            caller.interrupt();
            assertThat(outcome.get(10, TimeUnit.SECONDS))
                    .isEqualTo(new Outcome.Broken("cancelled"));
            assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void manyJobsRunAtOnce() throws Exception {
        int jobs = 100;
        CountDownLatch all = new CountDownLatch(jobs);
        server.serve(
                exchange -> {
                    all.countDown();
                    boolean together = JobServer.awaited(all);
                    JobServer.send(exchange, together ? 200 : 500, "{}");
                });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes =
                    java.util.stream.IntStream.range(0, jobs)
                            .mapToObj(i -> threads.submit(() -> server.run()))
                            .toList();
            for (var outcome : outcomes) {
                assertThat(outcome.get()).isInstanceOf(Outcome.Answered.class);
            }
        }
    }
}
