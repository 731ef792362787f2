package dev.elasticcloud.manager.docker;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value that is read again only when it is old or was dropped.
final class Cached<T> {

    private final long trustedNanos;
    private final Supplier<T> source;
    private @Nullable T value;
    private long readAt;
    private long drops;

    Cached(Duration trusted, Supplier<T> source) {
        this.trustedNanos = trusted.toNanos();
        this.source = source;
    }

    T get() {
        long dropsBefore;
        synchronized (this) {
            if (value != null && System.nanoTime() - readAt < trustedNanos) {
                return value;
            }
            dropsBefore = drops;
        }
        T read = source.get();
        synchronized (this) {
            // a drop during the read means that the value may already be outdated
            if (drops == dropsBefore) {
                value = read;
                readAt = System.nanoTime();
            }
        }
        return read;
    }

    synchronized void drop() {
        value = null;
        drops++;
    }
}
