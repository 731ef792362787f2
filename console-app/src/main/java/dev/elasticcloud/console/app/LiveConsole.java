package dev.elasticcloud.console.app;

import dev.elasticcloud.console.fx.FxThread;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// The console in a window of its own, on a display or on the headless platform. JavaFX starts once
/// per process, so there is one of these. Its methods are for threads other than the FX thread.
public final class LiveConsole implements AutoCloseable {

    private static final int WIDTH = 1440;
    private static final int HEIGHT = 900;
    private static final int PATIENCE_SECONDS = 30;

    private final ConsoleWindow window;
    private final Stage stage;
    private final CountDownLatch closed = new CountDownLatch(1);

    private LiveConsole(CloudManager manager) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        window =
                new ConsoleWindow(
                        manager,
                        Math.min(WIDTH, screen.getWidth()),
                        Math.min(HEIGHT, screen.getHeight()));
        stage = new Stage();
        stage.setTitle("Elastic Cloud Console");
        stage.setScene(window.scene());
        stage.setMinWidth(900);
        stage.setMinHeight(600);
        stage.setOnHidden(
                event -> {
                    window.close();
                    closed.countDown();
                });
        stage.show();
    }

    /// Starts JavaFX and shows the window.
    public static LiveConsole open(CloudManager manager) {
        CompletableFuture<LiveConsole> opened = new CompletableFuture<>();
        Runnable show = () -> complete(opened, () -> new LiveConsole(manager));
        try {
            Platform.startup(show);
        } catch (UnsupportedOperationException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    "No display can be opened: set DISPLAY, or run 'cloud demo --headless'",
                    e);
        }
        return get(opened);
    }

    /// Writes a picture of what the window shows.
    public void shoot(Path png) {
        CompletableFuture<Path> taken = new CompletableFuture<>();
        new FxThread()
                .run(
                        () ->
                                complete(
                                        taken,
                                        () -> {
                                            WindowCamera.shoot(window.scene(), WIDTH, HEIGHT, png);
                                            return png;
                                        }));
        get(taken);
    }

    /// Waits until the user has closed the window.
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        CompletableFuture<Boolean> hidden = new CompletableFuture<>();
        new FxThread()
                .run(
                        () ->
                                complete(
                                        hidden,
                                        () -> {
                                            stage.hide();
                                            return true;
                                        }));
        get(hidden);
        Platform.exit();
    }

    /// Something that may fail with a checked exception.
    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> void complete(CompletableFuture<T> future, Work<T> work) {
        try {
            future.complete(work.run());
        } catch (IOException | RuntimeException e) {
            future.completeExceptionally(e);
        }
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(ErrorCode.INTERNAL, "Interrupted while waiting", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new CloudException(
                    ErrorCode.INTERNAL, "The window could not be used: " + e.getMessage(), e);
        }
    }
}
