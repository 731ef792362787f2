package dev.elasticcloud.console.app;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.fx.FxThread;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs tasks on the FX thread for other threads, and waits there for what happens in a window.
/// What fails becomes a [CloudException].
public final class FxCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// A step of waiting that other threads end.
    private interface Wait<T> {
        T end() throws InterruptedException, ExecutionException, TimeoutException;
    }

    private FxCalls() {}

    /// Runs a task on the FX thread and returns its result.
    public static <T> T get(Callable<T> task) {
        return waited(() -> new FxThread().call(task, PATIENCE));
    }

    /// Runs a task on the FX thread and returns when it has ended.
    public static void run(Runnable task) {
        get(
                () -> {
                    task.run();
                    return true;
                });
    }

    /// Waits until somebody completes this.
    public static <T> T await(CompletableFuture<T> event) {
        return waited(() -> event.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    }

    /// Waits until all requests of a window's screens have been answered and shown.
    public static void awaitQuiet(ConsoleWindow window) {
        CompletableFuture<Boolean> reached = new CompletableFuture<>();
        String screen =
                get(
                        () -> {
                            window.whenQuiet(() -> reached.complete(true));
                            return window.current();
                        });
        waited(
                () -> reached.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS),
                text("app.fxCalls.screenWaits", screen));
    }

    private static <T> T waited(Wait<T> wait) {
        return waited(wait, text("app.fxCalls.noAnswer"));
    }

    /// @param late says what has not happened in time
    private static <T> T waited(Wait<T> wait, String late) {
        try {
            return wait.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(ErrorCode.INTERNAL, text("app.fxCalls.interrupted"), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CloudException known
                    ? new CloudException(known.code(), known.text(), e)
                    : new CloudException(
                            ErrorCode.INTERNAL, text("app.fxCalls.failed", e.getCause()), e);
        } catch (TimeoutException e) {
            throw new CloudException(
                    ErrorCode.TIMEOUT,
                    text("app.fxCalls.afterSeconds", late, PATIENCE.toSeconds()),
                    e);
        }
    }
}
