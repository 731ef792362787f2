package dev.elasticcloud.manager.remote;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.record.ShellEnd;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import okhttp3.HttpUrl;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// A shell in a node of a remote manager, over a WebSocket.
final class RemoteShell extends WebSocketListener implements ShellSession {

    /// Longer than the manager waits for a shell to start.
    private static final Duration START = Duration.ofSeconds(20);

    private static final int NORMAL = 1000;

    private final ApiClient wire;
    private final Consumer<byte[]> output;
    private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
    private final CompletableFuture<ShellEnd> ended = new CompletableFuture<>();
    private volatile @Nullable ShellEnd told;

    private RemoteShell(ApiClient wire, Consumer<byte[]> output) {
        this.wire = wire;
        this.output = output;
    }

    static RemoteShell open(
            ApiClient wire, NodeName node, TerminalSize size, Consumer<byte[]> output) {
        HttpUrl url =
                wire.at("/v1/nodes/" + node + "/shell")
                        .addQueryParameter("columns", Integer.toString(size.columns()))
                        .addQueryParameter("rows", Integer.toString(size.rows()))
                        .build();
        RemoteShell shell = new RemoteShell(wire, output);
        WebSocket socket = wire.socket(url, shell);
        try {
            shell.opened.get(START.toMillis(), TimeUnit.MILLISECONDS);
            return shell;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CloudException refused
                    ? refused
                    : new CloudException(ErrorCode.INTERNAL, "The shell was not opened", e);
        } catch (TimeoutException e) {
            socket.cancel();
            throw new CloudException(
                    ErrorCode.TIMEOUT,
                    "No shell was open within %d s".formatted(START.toSeconds()),
                    e);
        } catch (InterruptedException e) {
            socket.cancel();
            Thread.currentThread().interrupt();
            throw new CloudException(ErrorCode.TIMEOUT, "Interrupted while a shell opened", e);
        }
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
        opened.complete(socket);
    }

    @Override
    public void onMessage(WebSocket socket, ByteString printed) {
        output.accept(printed.toByteArray());
    }

    /// The manager sends one, before it closes the connection.
    @Override
    public void onMessage(WebSocket socket, String message) {
        told = wire.json().read(message, ShellEnd.class);
    }

    @Override
    public void onClosing(WebSocket socket, int status, String reason) {
        socket.close(NORMAL, null);
        ShellEnd end = told;
        ended.complete(end == null ? ShellEnd.cut(reason) : end);
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
        opened.completeExceptionally(wire.refused(failure, response));
        ended.complete(
                ShellEnd.cut("The connection to the manager broke off: " + failure.getMessage()));
    }

    @Override
    public void write(byte[] typed) {
        send(socket -> socket.send(ByteString.of(typed)));
    }

    @Override
    public void resize(TerminalSize size) {
        send(socket -> socket.send(wire.json().write(size)));
    }

    private void send(Predicate<WebSocket> message) {
        if (ended.isDone() || !message.test(opened.join())) {
            throw new CloudException(ErrorCode.CONFLICT, "The shell has ended");
        }
    }

    @Override
    public CompletableFuture<ShellEnd> ended() {
        return ended;
    }

    @Override
    public void close(String reason) {
        opened.join().close(NORMAL, null);
        ended.complete(ShellEnd.cut(reason));
    }
}
