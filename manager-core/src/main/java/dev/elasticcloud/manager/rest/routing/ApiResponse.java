package dev.elasticcloud.manager.rest.routing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// The response to a request.
public sealed interface ApiResponse {

    String JSON = "application/json";

    /// A response whose whole body is known when it starts.
    record Buffered(int status, String type, byte[] bytes, Map<String, String> headers)
            implements ApiResponse {

        public Buffered {
            headers = Map.copyOf(headers);
        }

        public Buffered with(String header, String value) {
            Map<String, String> more = new TreeMap<>(headers);
            more.put(header, value);
            return new Buffered(status, type, bytes, more);
        }

        public Buffered withStatus(int changed) {
            return new Buffered(changed, type, bytes, headers);
        }
    }

    /// A response whose body is streamed until its writer ends.
    record Streaming(String type, Writer writer) implements ApiResponse {}

    /// A switch of the connection to a WebSocket.
    ///
    /// @param conversation ended by the server in any case, also when the switch fails
    record Upgraded(Conversation conversation) implements ApiResponse {}

    /// Writes the body of a streamed response; an [IOException] means that the client is gone.
    @FunctionalInterface
    interface Writer {
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    static Buffered json(int status, byte[] bytes) {
        return new Buffered(status, JSON, bytes, Map.of());
    }

    /// A program's answer of any type, unchanged.
    static Buffered bytes(String type, byte[] bytes) {
        return new Buffered(200, type, bytes, Map.of());
    }

    static Buffered text(String type, String text) {
        return new Buffered(200, type, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Buffered empty(int status) {
        return new Buffered(status, "", new byte[0], Map.of());
    }
}
