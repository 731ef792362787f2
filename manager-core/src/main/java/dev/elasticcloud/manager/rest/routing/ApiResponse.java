package dev.elasticcloud.manager.rest.routing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// What a request is answered with.
public sealed interface ApiResponse {

    String JSON = "application/json";

    /// An answer known as a whole.
    record Whole(int status, String type, byte[] bytes, Map<String, String> headers)
            implements ApiResponse {}

    /// An answer that goes on until its writer ends.
    record Flowing(String type, Writing writing) implements ApiResponse {}

    /// Writes a flowing answer; an exception of the stream means that its reader has gone.
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    static Whole json(int status, byte[] bytes) {
        return new Whole(status, JSON, bytes, Map.of());
    }

    static Whole text(String type, String text) {
        return new Whole(200, type, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Whole nothing(int status) {
        return new Whole(status, "", new byte[0], Map.of());
    }

    static Whole with(Whole answer, String header, String value) {
        Map<String, String> headers = new TreeMap<>(answer.headers());
        headers.put(header, value);
        return new Whole(answer.status(), answer.type(), answer.bytes(), headers);
    }
}
