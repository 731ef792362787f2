package dev.elasticcloud.manager.docker.balancer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Tells whether a running balancer still shares its folder with the manager.
///
/// When somebody removes the folder, the container keeps the removed one: HAProxy goes on serving,
/// but it takes no command and finds no file any more, even if a new folder has the same path.
final class SharedSockets {

    /// A starting HAProxy creates its sockets last, and a busy machine takes its time.
    private static final Duration STARTS_WITHIN = Duration.ofSeconds(10);

    private static final Duration MISSED_FOR = Duration.ofSeconds(3);
    private static final List<String> SOCKETS = List.of("haproxy.sock", "master.sock");

    private final Path folder;
    private final LongSupplier nanos;
    private long missedFrom;

    /// @param nanos the time that has passed since any moment, in nanoseconds
    SharedSockets(Path folder, LongSupplier nanos) {
        this.folder = folder;
        this.nanos = nanos;
        missedFrom = nanos.getAsLong() + MISSED_FOR.toNanos();
    }

    /// Starts the balancer. Its time begins when that call has ended, even when the call failed: it
    /// may have started all the same, and an engine may need longer than the balancer itself.
    <T> T whileStarting(Supplier<T> start) {
        expectSoon();
        try {
            return start.get();
        } finally {
            expectSoon();
        }
    }

    private synchronized void expectSoon() {
        missedFrom = nanos.getAsLong() + STARTS_WITHIN.toNanos();
    }

    /// Whether no socket has been in the folder for too long. A single one that is missing can be
    /// done without.
    synchronized boolean lost() {
        long now = nanos.getAsLong();
        if (SOCKETS.stream().noneMatch(name -> Files.exists(folder.resolve(name)))) {
            return now - missedFrom > 0;
        }
        missedFrom = now + MISSED_FOR.toNanos();
        return false;
    }
}
