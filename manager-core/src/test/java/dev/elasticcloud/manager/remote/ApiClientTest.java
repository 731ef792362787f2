package dev.elasticcloud.manager.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiClientTest {

    /// Far shorter than the deadline of any request here.
    private static final Duration SILENCE = Duration.ofMillis(50);

    private static final Duration LONG = Duration.ofMinutes(1);

    private final CountDownLatch silenceIsOver = new CountDownLatch(1);
    private HttpServer manager;
    private ApiClient client;

    @BeforeEach
    void start() throws IOException {
        manager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        manager.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        manager.createContext(
                "/",
                exchange -> {
                    byte[] answer = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().flush();
                    await();
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        manager.start();
        URI url = URI.create("http://127.0.0.1:" + manager.getAddress().getPort());
        client = new ApiClient(new Endpoint(url, "token"), SILENCE);
    }

    private void await() {
        try {
            silenceIsOver.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        silenceIsOver.countDown();
        client.close();
        manager.stop(0);
    }

    @Test
    void aHeldRequestIsAwaitedUntilItsOwnDeadline() {
        // the manager stays silent until the client has given up an equally silent stream
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                assertThatStreamIsGivenUp();
                            } finally {
                                silenceIsOver.countDown();
                            }
                        });

        assertThat(client.get(client.at("/v1/jobs/1").build(), Map.class, LONG))
                .containsEntry("a", 1);
    }

    @Test
    void aRequestIsGivenUpAtItsDeadline() {
        assertThatThrownBy(
                        () ->
                                client.get(
                                        client.at("/v1/jobs/1").build(),
                                        Map.class,
                                        Duration.ofMillis(100)))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("did not answer in time");
    }

    @Test
    void aStreamWithoutHeartbeatsIsGivenUp() {
        assertThatStreamIsGivenUp();
    }

    /// On a busy machine the client may give up before the first line of the answer arrives.
    private void assertThatStreamIsGivenUp() {
        assertThatThrownBy(this::readStream)
                .isInstanceOfAny(IOException.class, CloudException.class);
    }

    @Test
    void aManagerBehindAPathIsReached() {
        try (ApiClient behind =
                new ApiClient(new Endpoint(URI.create("https://h_1.example/cloud/"), "token"))) {
            assertThat(behind.at("/v1/pods").build())
                    .hasToString("https://h_1.example/cloud/v1/pods");
        }
    }

    private void readStream() throws IOException {
        Request.Builder request = new Request.Builder().url(client.at("/v1/stream").build());
        try (Response response = client.open(client.call(request))) {
            response.body().bytes();
        }
    }
}
