package dev.elasticcloud.manager.docker;

import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.spi.PortException;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A close look at one container, on a thread of its own: the engine keeps a container locked
/// while it starts or stops, and a look at it waits for as long.
final class PendingInspection {

    private final FutureTask<Optional<NodeContainer>> task;

    PendingInspection(Callable<Optional<NodeContainer>> inspect) {
        task = new FutureTask<>(inspect);
        Thread.ofVirtual().name("look").start(task);
    }

    /// Waits for its end, not beyond a moment of [System#nanoTime].
    void await(long deadline) {
        try {
            task.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // it goes on; the next reading finds it done
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // its result tells
        }
    }

    boolean isDone() {
        return task.isDone();
    }

    /// What it saw, once it is done and has not failed; nothing when the container is gone.
    Optional<NodeContainer> result() {
        return task.resultNow();
    }

    /// Why it failed; nothing while it goes on and when it saw the container.
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
