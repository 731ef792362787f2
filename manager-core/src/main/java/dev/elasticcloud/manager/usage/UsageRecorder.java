package dev.elasticcloud.manager.usage;

import java.time.Duration;

/// Writes recorded usage to the store every few seconds, on a thread of its own, so that recording
/// never waits for the disk.
public final class UsageRecorder implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final UsageHistory history;
    private final Thread thread = Thread.ofPlatform().name("history").daemon().unstarted(this::run);

    public UsageRecorder(UsageHistory history) {
        this.history = history;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                history.keep();
            }
        } catch (InterruptedException e) {
            // The manager is closing, which writes the rest.
            Thread.currentThread().interrupt();
        }
    }

    /// Stops the thread and writes the rest.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        history.keep();
    }
}
