package dev.elasticcloud.manager.rest.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;

/// Renders the frames of a server-sent event stream.
final class StreamFrames {

    static final byte[] HEARTBEAT = utf8(": heartbeat\n\n");
    static final byte[] RETRY = utf8("retry: 1000\n\n");
    static final byte[] GAP = utf8("event: gap\ndata: {}\n\n");

    private final Function<Object, String> json;

    /// @param json writes a value as JSON on one line
    StreamFrames(Function<Object, String> json) {
        this.json = json;
    }

    /// A frame's id holds its position in the cloud's records, so that a reader that reconnects
    /// gets what it missed.
    static String id(long lastEvent, Instant at) {
        return lastEvent + "-" + at.toEpochMilli();
    }

    byte[] frame(String event, String id, Object data) {
        return utf8("event: %s\nid: %s\ndata: %s\n\n".formatted(event, id, json.apply(data)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
