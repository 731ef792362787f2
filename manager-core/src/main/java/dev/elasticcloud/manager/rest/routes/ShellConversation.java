package dev.elasticcloud.manager.rest.routes;

import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.record.ShellEnd;
import dev.elasticcloud.manager.rest.routing.Conversation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
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
    private static final String CLIENT_GONE = "Its client has gone";
    private static final String REVOKED = "The token was revoked";

    private static final Duration LOOK = Duration.ofSeconds(1);

    /// A client is pinged at every tenth look, so that it is known to be there while it is idle.
    private static final int LOOKS_TO_PING = 10;

    private final BooleanSupplier authorized;
    private final Duration look;

    /// The shell prints before the other side is there; until then it waits.
    private final CompletableFuture<Peer> peer = new CompletableFuture<>();

    private final CompletableFuture<ShellSession> shell = new CompletableFuture<>();

    ShellConversation(BooleanSupplier authorized) {
        this(authorized, LOOK);
    }

    /// @param look how often it is looked whether the shell may still be used
    ShellConversation(BooleanSupplier authorized, Duration look) {
        this.authorized = authorized;
        this.look = look;
    }

    /// Opens the shell; it is closed again when that cannot be recorded. Whatever fails, nothing
    /// waits for the other side any more, as a shell that has printed already does.
    void open(
            Function<Consumer<byte[]>, ShellSession> opening,
            Runnable opened,
            Consumer<ShellEnd> ended) {
        try {
            ShellSession session = opening.apply(this::print);
            shell.complete(session);
            opened.run();
            session.ended().thenAccept(ended).whenComplete(ShellConversation::complain);
        } catch (RuntimeException e) {
            end("It could not be opened");
            throw e;
        }
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
            close(CLIENT_GONE);
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void begin(Peer opened) {
        peer.complete(opened);
        Thread.ofVirtual().name("shell-watch").start(() -> watch(opened, shell.join()));
    }

    /// Ends the connection when the shell has ended, or may not be used any more, and the shell when
    /// its client has gone without a word.
    private void watch(Peer opened, ShellSession session) {
        try {
            int looks = 0;
            while (authorized.getAsBoolean()) {
                try {
                    ShellEnd end = session.ended().get(look.toMillis(), TimeUnit.MILLISECONDS);
                    opened.send(STRICT.write(end));
                    opened.close(NORMAL, end.reason());
                    return;
                } catch (TimeoutException e) {
                    looks++;
                }
                if (looks % LOOKS_TO_PING == 0) {
                    opened.ping();
                }
            }
            session.close(REVOKED);
            opened.close(REFUSED, REVOKED);
        } catch (IOException e) {
            LOG.debug("The reader of a shell has gone before its end", e);
            session.close(CLIENT_GONE);
            opened.close(REFUSED, CLIENT_GONE);
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
    public void end(String reason) {
        peer.completeExceptionally(new IOException("The connection has ended"));
        close(reason);
    }

    private void close(String reason) {
        ShellSession open = shell.getNow(null);
        if (open != null) {
            open.close(reason);
        }
    }
}
