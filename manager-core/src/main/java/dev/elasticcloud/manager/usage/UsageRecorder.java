package dev.elasticcloud.manager.usage;

import java.time.Duration;

/// Has what was recorded written to the store every few seconds, away from the threads that
/// record it.
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
            // The manager closes: nothing follows but what is left to be kept.
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the thread and writes what is left.
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
