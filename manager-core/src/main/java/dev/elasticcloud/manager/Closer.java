package dev.elasticcloud.manager;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes resources in reverse order of opening, each once. A failure to close one is logged and
/// the others are still closed. A resource added after that is closed at once.
final class Closer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Closer.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private boolean closed;

    /// Takes ownership of a resource and returns it.
    <T extends AutoCloseable> T add(T part) {
        synchronized (this) {
            if (!closed) {
                opened.push(part);
                return part;
            }
        }
        close(part);
        return part;
    }

    @Override
    public void close() {
        for (AutoCloseable part = next(); part != null; part = next()) {
            close(part);
        }
    }

    private synchronized @Nullable AutoCloseable next() {
        closed = true;
        return opened.poll();
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("Could not close {}", part, e);
        }
    }
}
