package dev.elasticcloud.manager.rest.http;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.json.JsonException;
import dev.elasticcloud.manager.rest.routing.Conversation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;

/// Puts the frames of one WebSocket together to messages for its conversation, and answers pings.
final class ConversationFrames implements FrameHandler {

    /// The largest message.
    static final int MOST_BYTES = 64 * 1024;

    private static final int SEND_SECONDS = 30;

    /// The most pings in a row that a client may leave unanswered.
    private static final int MOST_UNANSWERED = 3;

    private final Conversation conversation;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final AtomicInteger unanswered = new AtomicInteger();
    private boolean text;
    private @Nullable CoreSession session;

    ConversationFrames(Conversation conversation) {
        this.conversation = conversation;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        conversation.begin(new Sender(opened));
        callback.succeeded();
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        unanswered.set(0);
        CoreSession connection = session;
        if (connection == null || frame.getOpCode() == OpCode.CLOSE) {
            callback.succeeded();
            return;
        }
        try {
            if (frame.isDataFrame()) {
                collect(frame);
            } else if (frame.getOpCode() == OpCode.PING) {
                ByteBuffer echo = BufferUtil.copy(frame.getPayload());
                connection.sendFrame(new Frame(OpCode.PONG, echo), Callback.NOOP, false);
            }
            callback.succeeded();
            connection.demand();
        } catch (CloudException | JsonException | IllegalArgumentException e) {
            callback.succeeded();
            new Sender(connection).close(Conversation.REFUSED, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            callback.failed(e);
        }
    }

    private void collect(Frame frame) {
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            text = frame.getOpCode() == OpCode.TEXT;
        }
        byte[] part = BufferUtil.toArray(frame.getPayload());
        if (message.size() + part.length > MOST_BYTES) {
            throw new MessageTooLargeException("A message has at most " + MOST_BYTES + " bytes");
        }
        message.writeBytes(part);
        if (!frame.isFin()) {
            return;
        }
        byte[] whole = message.toByteArray();
        message.reset();
        if (text) {
            conversation.received(new String(whole, StandardCharsets.UTF_8));
        } else {
            conversation.received(whole);
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        conversation.end(reason(status));
        callback.succeeded();
    }

    /// A connection that breaks off ends without a reason of the client's.
    private static String reason(CloseStatus status) {
        return switch (status.getCode()) {
            case CloseStatus.NORMAL, CloseStatus.NO_CODE -> "It was closed";
            case CloseStatus.PROTOCOL,
                    CloseStatus.BAD_DATA,
                    CloseStatus.BAD_PAYLOAD,
                    CloseStatus.POLICY_VIOLATION,
                    CloseStatus.MESSAGE_TOO_LARGE ->
                    Objects.requireNonNullElse(status.getReason(), "Its client broke a rule");
            default -> "Its client has gone";
        };
    }

    /// Sends to the other side.
    private final class Sender implements Conversation.Peer {

        private final CoreSession connection;

        Sender(CoreSession connection) {
            this.connection = connection;
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            send(new Frame(OpCode.BINARY, ByteBuffer.wrap(bytes)));
        }

        @Override
        public void send(String words) throws IOException {
            send(new Frame(OpCode.TEXT, words));
        }

        @Override
        public void ping() throws IOException {
            if (unanswered.incrementAndGet() > MOST_UNANSWERED) {
                throw new IOException("The other side does not answer");
            }
            // not waited for: a client that reads nothing would keep its watcher from looking on
            connection.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
        }

        private void send(Frame frame) throws IOException {
            Callback.Completable sent =
                    Callback.Completable.with(
                            callback -> connection.sendFrame(frame, callback, false));
            try {
                sent.get(SEND_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while sending", e);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("The other side does not take what is sent", e);
            }
        }

        @Override
        public void close(int status, String reason) {
            connection.close(status, reason, Callback.NOOP);
        }
    }
}
