package dev.elasticcloud.manager;

import dev.elasticcloud.manager.spi.PortException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats a task on a thread of its own, and runs it once more at the end, so that nothing is left
/// undone.
final class PeriodicTask implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final Duration pause;
    private final Runnable task;
    private final ScheduledExecutorService thread;

    /// @param pause between the end of one run and the next
    PeriodicTask(String name, Duration pause, Runnable task) {
        this.name = name;
        this.pause = pause;
        this.task = task;
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name(name).daemon().factory());
    }

    void start() {
        var unused =
                thread.scheduleWithFixedDelay(
                        this::run, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            task.run();
        } catch (PortException e) {
            // The store's health shows the failure; the next run tries again.
            LOG.debug("{}: {}", name, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} failed", name, e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} does not end", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        run();
    }
}
