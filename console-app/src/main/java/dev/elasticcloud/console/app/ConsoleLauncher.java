package dev.elasticcloud.console.app;

import dev.elasticcloud.manager.api.CloudManager;
import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;

/// Opens the console on the screen. A program may do so once: JavaFX starts once per process.
public final class ConsoleLauncher {

    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    private ConsoleLauncher() {}

    /// Opens a window and returns at once.
    ///
    /// @param onClosed run on the FX thread after the window was closed
    public static void open(CloudManager manager, Runnable onClosed) {
        Platform.startup(() -> show(manager, onClosed));
    }

    /// Opens a window and waits until it is closed.
    public static void openAndWait(CloudManager manager) throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        open(manager, closed::countDown);
        closed.await();
    }

    private static void show(CloudManager manager, Runnable onClosed) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        ConsoleWindow window =
                new ConsoleWindow(
                        manager,
                        Math.min(WIDTH, screen.getWidth()),
                        Math.min(HEIGHT, screen.getHeight()));
        Stage stage = new Stage();
        stage.setTitle("Elastic Cloud Console");
        stage.setScene(window.scene());
        stage.setMinWidth(900);
        stage.setMinHeight(600);
        stage.setOnHidden(
                event -> {
                    window.close();
                    onClosed.run();
                });
        stage.show();
    }
}
