package dev.elasticcloud.console.fx;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;

/// Runs tasks on the JavaFX application thread. Only this class in the console does so.
public final class FxThread implements UiThread {

    @Override
    public void run(Runnable task) {
        if (Platform.isFxApplicationThread()) {
            task.run();
        } else {
            Platform.runLater(task);
        }
    }

    /// Runs a task and waits for its result.
    ///
    /// @throws ExecutionException when the task fails
    /// @throws TimeoutException when the thread has not run it by then
    public <T> T call(Callable<T> task, Duration patience)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<T> done = new CompletableFuture<>();
        run(
                () -> {
                    try {
                        done.complete(task.call());
                    } catch (Throwable e) { // the caller would wait in vain
                        done.completeExceptionally(e);
                    }
                });
        return done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
