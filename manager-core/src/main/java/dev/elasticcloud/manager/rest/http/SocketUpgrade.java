package dev.elasticcloud.manager.rest.http;

import dev.elasticcloud.manager.rest.problem.ProblemType;
import dev.elasticcloud.manager.rest.problem.Refusal;
import dev.elasticcloud.manager.rest.routing.Conversation;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.Handshaker;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;

/// Switches connections from HTTP to WebSocket (RFC 6455).
public final class SocketUpgrade {

    /// A client that is there answers the pings of its conversation more often.
    private static final Duration IDLE = Duration.ofSeconds(30);

    private static final String NOT_OPENED = "The WebSocket could not be opened";

    private final Handshaker handshaker = Handshaker.newInstance();
    private final WebSocketComponents components;

    /// @param server not started yet
    public SocketUpgrade(Server server) {
        this.components = WebSocketServerComponents.ensureWebSocketComponents(server);
    }

    /// Whether a request asks for a WebSocket.
    public boolean isRequested(Request request) {
        return handshaker.isWebSocketUpgradeRequest(request);
    }

    /// Switches the connection of a request; when that fails, the conversation is ended.
    public void upgrade(
            Request request, Response response, Callback callback, Conversation conversation) {
        Callback settled =
                new Callback.Nested(callback) {
                    @Override
                    public void failed(Throwable why) {
                        conversation.end(NOT_OPENED);
                        super.failed(why);
                    }
                };
        boolean switched = false;
        try {
            switched =
                    handshaker.upgradeRequest(
                            (_, answer, _) -> {
                                // What is typed is too short to gain from compression.
                                answer.setExtensions(List.of());
                                return new ConversationFrames(conversation);
                            },
                            request,
                            response,
                            settled,
                            components,
                            SocketUpgrade::limit);
        } finally {
            if (!switched) {
                conversation.end(NOT_OPENED);
            }
        }
        if (!switched) {
            throw Refusal.of(ProblemType.NO_WEBSOCKET, NOT_OPENED);
        }
    }

    private static void limit(Configuration connection) {
        connection.setIdleTimeout(IDLE);
        connection.setMaxFrameSize(ConversationFrames.MOST_BYTES);
    }
}
