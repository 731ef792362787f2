package dev.elasticcloud.manager.docker;

import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.spi.PortException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An inspection of one container on a thread of its own. The engine locks a container while it
/// starts or stops, and an inspection waits for that.
final class PendingInspection {

    private final FutureTask<Optional<NodeContainer>> task;

    /// Whether a reading has given up waiting for it.
    private volatile boolean late;

    /// @param onLateEnd called when it ends after a reading has given up waiting for it
    PendingInspection(Callable<Optional<NodeContainer>> inspect, Runnable onLateEnd) {
        task =
                new FutureTask<>(inspect) {
                    @Override
                    protected void done() {
                        if (late) {
                            onLateEnd.run();
                        }
                    }
                };
        Thread.ofVirtual().name("inspection").start(task);
    }

    /// Waits until it is done.
    ///
    /// @param deadline a reading of [System#nanoTime] beyond which it does not wait
    void await(long deadline) {
        try {
            task.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // Used by a later reading; by this one if it has ended in the meantime.
            late = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // reported by failure()
        }
    }

    boolean isDone() {
        return task.isDone();
    }

    /// What it found, once it is done and has not failed; empty when the container is gone.
    Optional<NodeContainer> result() {
        return task.resultNow();
    }

    /// Why it failed; empty while it runs and when it succeeded.
    Optional<PortException> failure() {
        if (task.state() != FutureTask.State.FAILED) {
            return Optional.empty();
        }
        Throwable failure = task.exceptionNow();
        return Optional.of(
                failure instanceof PortException told
                        ? told
                        : PortException.refused(
                                "A container could not be inspected: " + failure, failure));
    }
}
