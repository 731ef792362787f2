package dev.elasticcloud.manager.rest.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.ShellSession;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.record.ShellEnd;
import dev.elasticcloud.manager.rest.routing.Conversation;
import dev.elasticcloud.manager.spi.Awaiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// How a shell and its WebSocket end with each other, and which reason the audit log gets.
class ShellConversationTest {

    private static final byte[] PROMPT = {'$'};

    private final Shell shell = new Shell();
    private final Peer peer = new Peer();
    private final List<String> audited = new CopyOnWriteArrayList<>();
    private volatile boolean authorized = true;

    private final ShellConversation conversation =
            new ShellConversation(() -> authorized, Duration.ofMillis(1));

    private void open() {
        conversation.open(
                output -> shell, () -> audited.add("open"), end -> audited.add(end.reason()));
    }

    @Test
    void aShellThatPrintedBeforeItsOpeningFailedDoesNotWaitForAClient() throws Exception {
        List<Thread> printing = new ArrayList<>();

        assertThatThrownBy(
                        () ->
                                conversation.open(
                                        output -> {
                                            printing.add(printed(output));
                                            throw new CloudException(
                                                    ErrorCode.CONFLICT, "no shell");
                                        },
                                        () -> audited.add("open"),
                                        end -> audited.add(end.reason())))
                .hasMessage("no shell");

        assertThat(printing.getFirst().join(Duration.ofSeconds(30)))
                .as("the thread that prints has ended")
                .isTrue();
        assertThat(audited).isEmpty();
    }

    private static Thread printed(Consumer<byte[]> output) {
        return Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, expected) -> {})
                .start(() -> output.accept(PROMPT));
    }

    @Test
    void aShellWhoseOpeningCannotBeRecordedIsClosed() {
        assertThatThrownBy(
                        () ->
                                conversation.open(
                                        output -> shell,
                                        () -> {
                                            throw new IllegalStateException("full");
                                        },
                                        end -> audited.add(end.reason())))
                .hasMessage("full");

        assertThat(Awaiting.result(shell.ended).reason()).isEqualTo("It could not be opened");
    }

    @Test
    void theEndOfAShellIsSentAndClosesTheConnection() {
        open();
        conversation.begin(peer);

        shell.ended.complete(ShellEnd.exited(3));

        assertThat(Awaiting.result(peer.closed)).isEqualTo(Conversation.NORMAL);
        assertThat(peer.messages).singleElement().asString().contains("It exited with code 3");
    }

    @Test
    void aRevokedTokenIsTheReasonThatIsRecorded() {
        open();
        conversation.begin(peer);

        authorized = false;

        assertThat(Awaiting.result(peer.closed)).isEqualTo(Conversation.REFUSED);
        assertThat(audited).containsExactly("open", "The token was revoked");
    }

    @Test
    void anIdleClientIsPingedAndOneThatDoesNotAnswerIsGone() {
        open();
        conversation.begin(peer);
        Awaiting.until("it is pinged again and again", () -> peer.pings.get() > 2);
        assertThat(shell.ended).isNotDone();

        peer.gone = true;

        Awaiting.result(peer.closed);
        assertThat(audited).containsExactly("open", "Its client has gone");
    }

    @Test
    void aClientThatTakesNoOutputIsGone() {
        CompletableFuture<Consumer<byte[]>> printed = new CompletableFuture<>();
        conversation.open(
                output -> {
                    printed.complete(output);
                    return shell;
                },
                () -> audited.add("open"),
                end -> audited.add(end.reason()));
        conversation.begin(peer);
        peer.gone = true;

        assertThatThrownBy(() -> printed.join().accept(PROMPT)).hasRootCauseMessage("gone");

        assertThat(audited).containsExactly("open", "Its client has gone");
    }

    private static final class Shell implements ShellSession {

        final CompletableFuture<ShellEnd> ended = new CompletableFuture<>();

        @Override
        public void write(byte[] typed) {}

        @Override
        public void resize(TerminalSize size) {}

        @Override
        public CompletableFuture<ShellEnd> ended() {
            return ended;
        }

        @Override
        public void close(String reason) {
            ended.complete(ShellEnd.cut(reason));
        }
    }

    private static final class Peer implements Conversation.Peer {

        final List<String> messages = new CopyOnWriteArrayList<>();
        final AtomicInteger pings = new AtomicInteger();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        volatile boolean gone;

        private void refuseWhenGone() throws IOException {
            if (gone) {
                throw new IOException("gone");
            }
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            refuseWhenGone();
        }

        @Override
        public void send(String message) throws IOException {
            refuseWhenGone();
            messages.add(message);
        }

        @Override
        public void ping() throws IOException {
            refuseWhenGone();
            pings.incrementAndGet();
        }

        @Override
        public void close(int status, String reason) {
            closed.complete(status);
        }
    }
}
