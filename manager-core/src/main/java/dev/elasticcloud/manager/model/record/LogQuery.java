package dev.elasticcloud.manager.model.record;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which lines of a node's log to read.
///
/// @param tail how many of the last lines
/// @param since only from this moment on; from any when absent
public record LogQuery(int tail, @Nullable Instant since) {

    public static final int MOST = 10_000;

    public LogQuery {
        if (tail < 0 || tail > MOST) {
            throw new IllegalArgumentException("Ask for 0 to " + MOST + " lines, not " + tail);
        }
    }

    public static LogQuery last(int lines) {
        return new LogQuery(lines, null);
    }
}
