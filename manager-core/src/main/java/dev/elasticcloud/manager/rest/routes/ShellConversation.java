package dev.elasticcloud.manager.rest.routes;

import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.record.ShellEnd;
import dev.elasticcloud.manager.rest.routing.Conversation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connects a shell to a WebSocket. Each ends with the other, and both when the caller's token is
/// revoked.
final class ShellConversation implements Conversation {

    private static final Logger LOG = LoggerFactory.getLogger(ShellConversation.class);
    private static final ModelJson STRICT = ModelJson.strict();

    private final BooleanSupplier authorized;

    /// The shell prints before the other side is there; until then it waits.
    private final CompletableFuture<Peer> peer = new CompletableFuture<>();

    private final CompletableFuture<ShellSession> shell = new CompletableFuture<>();

    ShellConversation(BooleanSupplier authorized) {
        this.authorized = authorized;
    }

    /// Opens the shell; it is closed again when that cannot be recorded.
    void open(
            Function<Consumer<byte[]>, ShellSession> opening,
            Runnable opened,
            Consumer<ShellEnd> ended) {
        ShellSession session = opening.apply(this::print);
        shell.complete(session);
        try {
            opened.run();
        } catch (RuntimeException e) {
            end();
            throw e;
        }
        session.ended().thenAccept(ended).whenComplete(ShellConversation::complain);
    }

    private static void complain(Object done, Throwable failure) {
        if (failure != null) {
            LOG.error("The end of a shell could not be recorded in the audit log", failure);
        }
    }

    private void print(byte[] bytes) {
        try {
            peer.join().send(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void begin(Peer opened) {
        peer.complete(opened);
        Thread.ofVirtual().name("shell-watch").start(() -> watch(opened, shell.join()));
    }

    /// Ends the connection when the shell has ended, or may not be used any more.
    private void watch(Peer opened, ShellSession session) {
        try {
            while (authorized.getAsBoolean()) {
                try {
                    ShellEnd end = session.ended().get(1, TimeUnit.SECONDS);
                    opened.send(STRICT.write(end));
                    opened.close(NORMAL, end.reason());
                    return;
                } catch (TimeoutException e) {
                    // it is still open
                }
            }
            session.close();
            opened.close(REFUSED, "The token was revoked");
        } catch (IOException e) {
            LOG.debug("The reader of a shell has gone before its end", e);
        } catch (ExecutionException e) {
            LOG.error("A shell failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void received(byte[] typed) {
        shell.join().write(typed);
    }

    @Override
    public void received(String message) {
        shell.join().resize(STRICT.read(message, TerminalSize.class));
    }

    @Override
    public void end() {
        peer.completeExceptionally(new IOException("The connection has ended"));
        ShellSession open = shell.getNow(null);
        if (open != null) {
            open.close();
        }
    }
}
