package dev.elasticcloud.manager.rest.http;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.json.JsonException;
import dev.elasticcloud.manager.rest.routing.Conversation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /// A close frame has room for no more.
    private static final int LONGEST_REASON = 100;

    private final Conversation conversation;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
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
        conversation.end();
        callback.succeeded();
    }

    /// Sends to the other side.
    private record Sender(CoreSession connection) implements Conversation.Peer {

        @Override
        public void send(byte[] bytes) throws IOException {
            send(new Frame(OpCode.BINARY, ByteBuffer.wrap(bytes)));
        }

        @Override
        public void send(String words) throws IOException {
            send(new Frame(OpCode.TEXT, words));
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
            String brief = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
            connection.close(status, brief, Callback.NOOP);
        }
    }
}
