package dev.elasticcloud.manager.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
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
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.JobTransport.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpJobTransportTest {

    private static final PodSpec POD = pod(Duration.ofSeconds(20));

    private final HttpJobTransport transport = new HttpJobTransport(Duration.ZERO);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        transport.close();
        server.stop(0);
    }

    @Test
    void anAnswerIsReturnedWithItsNode() {
        answer(200, "{\"result\":1,\"node\":\"light-7\"}");
        assertThat(run())
                .isEqualTo(new Outcome.Answered("light-7", "{\"result\":1,\"node\":\"light-7\"}"));
    }

    @Test
    void theNodeInTheHeaderWins() {
        serve(
                exchange -> {
                    exchange.getResponseHeaders().set("X-Node", "light-3");
                    send(exchange, 200, "{\"node\":\"other\"}");
                });
        assertThat(run()).isEqualTo(new Outcome.Answered("light-3", "{\"node\":\"other\"}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202})
    void anyTextOfAProgramThatSucceededIsAResult(int status) {
        answerOfANode(status, "360: 2 2 2 3 3 5\n", false);
        assertThat(run()).isEqualTo(new Outcome.Answered("light-3", "360: 2 2 2 3 3 5\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 429, 500, 502, 503, 504})
    void aProgramsOwnErrorIsARefusalWhateverItsStatus(int status) {
        answerOfANode(status, "no", false);
        assertThat(run())
                .isEqualTo(
                        new Outcome.Refused(
                                "light-3", "the answer was HTTP %d: no".formatted(status)));
    }

    @Test
    void aNodeThatAsksToTryLaterHasNotRunTheJob() {
        answerOfANode(503, "{\"message\":\"all 4 slots are taken\"}", true);
        assertThat(run())
                .isEqualTo(
                        new Outcome.Busy(
                                "light-3",
                                "all 4 slots are taken",
                                Optional.of(Duration.ofSeconds(1))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 | 30",
                "0 | 0",
                "Wed, 21 Oct 2026 07:28:30 GMT | 30",
                "Wed, 21 Oct 2026 07:27:00 GMT | 0",
                "soon | 0",
                "-5 | 0",
                "1.5 | 0"
            })
    void retryAfterIsASpanOrADate(String header, long seconds) {
        assertThat(RetryAfter.read(header, "Wed, 21 Oct 2026 07:28:00 GMT"))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    private void answerOfANode(int status, String text, boolean later) {
        serve(
                exchange -> {
                    exchange.getResponseHeaders().set("X-Node", "light-3");
                    if (later) {
                        exchange.getResponseHeaders().set("Retry-After", "1");
                    }
                    send(exchange, status, text);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv; charset=utf-8 | 612c620a | a,b\\n | text/csv; charset=utf-8",
                "image/png | 89504e47 | iVBORw== | image/png;base64",
                "application/octet-stream | ff00 | /wA= | application/octet-stream;base64"
            })
    void anAnswerKeepsItsTypeAndItsBytes(String type, String hex, String kept, String keptType) {
        byte[] body = HexFormat.of().parseHex(hex);
        serve(
                exchange -> {
                    exchange.getResponseHeaders().set("X-Node", "light-3");
                    exchange.getResponseHeaders().set("Content-Type", type);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });

        assertThat(run())
                .isEqualTo(new Outcome.Answered("light-3", kept.replace("\\n", "\n"), keptType));
    }

    @Test
    void parametersArriveAsAFormUnderThePodsPath() {
        CompletableFuture<String> body = new CompletableFuture<>();
        serve(
                exchange -> {
                    body.complete(
                            exchange.getRequestMethod()
                                    + " "
                                    + exchange.getRequestURI()
                                    + " "
                                    + new String(
                                            exchange.getRequestBody().readAllBytes(),
                                            StandardCharsets.US_ASCII));
                    send(exchange, 200, "{}");
                });
        run(url + "/", POD, Map.of("picture", "a+b/c=&ü d"));
        assertThat(Awaiting.result(body)).startsWith("POST /light/run picture=").contains("%2B");
        assertThat(URLDecoder.decode(Awaiting.result(body), StandardCharsets.UTF_8))
                .endsWith("picture=a+b/c=&ü d");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413, 500})
    void aRefusalCarriesTheNodesMessage(int status) {
        answer(status, "{\"message\":\"top must be 1 to 100\",\"node\":\"light-1\"}");
        assertThat(run()).isEqualTo(new Outcome.Refused("light-1", "top must be 1 to 100"));
    }

    @Test
    void aRefusalWithoutAMessageNamesTheStatus() {
        answer(404, "<html>");
        assertThat(run()).isEqualTo(new Outcome.Refused("", "the answer was HTTP 404"));
    }

    @Test
    void aFullCloudMeansThatTheJobHasNotRun() {
        answer(503, "{\"message\":\"all 4 slots are taken\"}");
        assertThat(run()).isEqualTo(new Outcome.NotRun("all 4 slots are taken"));
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 507})
    void anAnswerLostBehindTheBalancerIsBroken(int status) {
        answer(status, "<html>");
        assertThat(run()).isEqualTo(new Outcome.Broken("the balancer answered " + status));
        assertThat(calls).hasValue(1);
    }

    @Test
    void aRefusedConnectionMeansThatTheJobHasNotRun() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(run("http://127.0.0.1:" + port, POD, Map.of()))
                .isInstanceOf(Outcome.NotRun.class);
        assertThat(run("", POD, Map.of())).isInstanceOf(Outcome.NotRun.class);
    }

    @Test
    void aConnectionThatEndsWithoutAnAnswerIsCutOffAndNotTriedAgain() {
        serve(HttpExchange::close);
        assertThat(run()).isInstanceOf(Outcome.CutOff.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aTimeoutNamesTheSeconds() {
        hang();
        assertThat(run(url, pod(Duration.ofMillis(300)), Map.of()))
                .isEqualTo(new Outcome.TimedOut("no answer within 0.3 s"));
    }

    @Test
    void aJobsOwnTimeoutWinsWhenItIsShorter() {
        hang();
        assertThat(transport.run(url, POD, Map.of(), Duration.ofMillis(250)))
                .isEqualTo(new Outcome.TimedOut("no answer within 0.25 s"));
    }

    @Test
    void aGatewayTimeoutMeansThatTheJobTimedOut() {
        answer(504, "<html>");
        assertThat(run()).isInstanceOf(Outcome.TimedOut.class);
    }

    @Test
    void anEndlessAnswerIsRefused() {
        serve(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] part = new byte[1024 * 1024];
                    try (var body = exchange.getResponseBody()) {
                        while (true) {
                            body.write(part);
                        }
                    }
                });
        assertThat(run()).isEqualTo(new Outcome.Refused("", "the answer is larger than 16 MB"));
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
                    Thread.ofPlatform().start(() -> outcome.complete(run(address, POD, Map.of())));
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
        serve(
                exchange -> {
                    all.countDown();
                    boolean together = awaited(all);
                    send(exchange, together ? 200 : 500, "{}");
                });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes =
                    java.util.stream.IntStream.range(0, jobs)
                            .mapToObj(i -> threads.submit(() -> run()))
                            .toList();
            for (var outcome : outcomes) {
                assertThat(outcome.get()).isInstanceOf(Outcome.Answered.class);
            }
        }
    }

    private Outcome run() {
        return run(url, POD, Map.of("text", "x"));
    }

    private Outcome run(String address, PodSpec pod, Map<String, String> parameters) {
        return transport.run(address, pod, parameters, pod.job().timeout());
    }

    private void answer(int status, String body) {
        serve(exchange -> send(exchange, status, body));
    }

    private void hang() {
        serve(
                exchange -> {
                    awaited(ended);
                    exchange.close();
                });
    }

    private void serve(com.sun.net.httpserver.HttpHandler handler) {
        server.createContext(
                "/",
                exchange -> {
                    calls.incrementAndGet();
                    handler.handle(exchange);
                });
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(15, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static PodSpec pod(Duration timeout) {
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
}
