package dev.elasticcloud.manager.docker.connection;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A Docker Engine that gives the answers a test sets. Other requests get a 404, or are passed on
/// if it is a proxy of the real engine.
public final class FakeEngine implements AutoCloseable {

    private final @Nullable DockerHttpClient behind;
    private final HttpServer server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private record Reply(int status, String json) {

        static final Reply NOT_FOUND = new Reply(404, "{\"message\":\"not found\"}");
        static final Reply NEVER = new Reply(0, "never");
        static final Reply HANG_UP = new Reply(0, "hang up");
    }

    public FakeEngine() throws IOException {
        this(null);
    }

    private FakeEngine(@Nullable DockerHttpClient behind) throws IOException {
        this.behind = behind;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        answer("/_ping", "OK");
    }

    /// A proxy of this machine's real engine.
    public static FakeEngine beforeTheRealOne() throws IOException {
        return new FakeEngine(
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(URI.create("unix:///var/run/docker.sock"))
                        .build());
    }

    public URI address() {
        return URI.create("tcp://127.0.0.1:" + server.getAddress().getPort());
    }

    /// @param path without the version and the query
    public void answer(String path, String json) {
        replies.put(path, new Reply(200, json));
    }

    public void fail(String path, int status, String message) {
        replies.put(path, new Reply(status, "{\"message\":\"%s\"}".formatted(message)));
    }

    /// Makes requests for a path hang until the engine is closed.
    public void hang(String path) {
        replies.put(path, Reply.NEVER);
    }

    /// Makes requests for a path end without an answer.
    public void hangUp(String path) {
        replies.put(path, Reply.HANG_UP);
    }

    /// How often a path was requested.
    public long asked(String path) {
        return requests.stream().filter(path::equals).count();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("^/v[0-9.]+/", "/");
        requests.add(path);
        Reply reply = replies.getOrDefault(path, Reply.NOT_FOUND);
        try (exchange) {
            if (reply.equals(Reply.NOT_FOUND) && behind != null) {
                forward(exchange, behind);
                return;
            }
            if (reply.equals(Reply.NEVER)) {
                closed.await();
            }
            if (reply.status == 0) {
                return;
            }
            byte[] body = reply.json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forward(HttpExchange exchange, DockerHttpClient engine) throws IOException {
        var request =
                DockerHttpClient.Request.builder()
                        .method(exchange.getRequestMethod())
                        .path(exchange.getRequestURI().toString())
                        .putHeader("Content-Type", "application/json")
                        .body(exchange.getRequestBody())
                        .build();
        try (var response = engine.execute(request)) {
            byte[] body = response.getBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(
                    response.getStatusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.stop(0);
        if (behind != null) {
            behind.close();
        }
    }
}
