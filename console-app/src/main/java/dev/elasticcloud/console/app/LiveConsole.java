package dev.elasticcloud.console.app;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.clouds.CloudFinder;
import dev.elasticcloud.console.fx.FxThread;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.ErrorCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// The console in its own window, on a display or on the headless platform. JavaFX starts only once
/// per process, so create only one. Call its methods from other threads than the FX thread.
public final class LiveConsole implements AutoCloseable {

    private static final int WIDTH = 1440;
    private static final int HEIGHT = 900;

    private static final String PLACE = "window.place";

    private final Stage stage;
    private final Preferences preferences;
    private final @Nullable CloudSwitch clouds;
    private ConsoleWindow window;
    private final CountDownLatch closed = new CountDownLatch(1);

    private LiveConsole(
            CloudManager manager,
            Preferences preferences,
            CloudSwitch.@Nullable Connectors connectors) {
        this.preferences = preferences;
        WindowPlace place =
                WindowPlace.restore(
                        preferences.get(PLACE, ""),
                        Screen.getScreens().stream().map(Screen::getVisualBounds).toList(),
                        WIDTH,
                        HEIGHT);
        window = new ConsoleWindow(manager, preferences, place.width(), place.height());
        clouds =
                connectors == null
                        ? null
                        : new CloudSwitch(connectors, manager, new FxThread(), this::showCloud);
        if (clouds != null) {
            window.offer(clouds);
            window.beginAtTheFirstStep();
        }
        stage = new Stage();
        stage.setTitle(text("app.title"));
        stage.setScene(window.scene());
        stage.setMinWidth(900);
        stage.setMinHeight(600);
        place.applyTo(stage);
        stage.setOnHidden(
                event -> {
                    window.close();
                    closed.countDown();
                });
        stage.show();
        WindowPlace.follow(stage, changed -> preferences.put(PLACE, changed));
    }

    /// Shows another cloud in the same window, with the same size; its look is remembered.
    private void showCloud(CloudManager manager) {
        ConsoleWindow before = window;
        window =
                new ConsoleWindow(
                        manager,
                        preferences,
                        before.scene().getWidth(),
                        before.scene().getHeight());
        window.go(before.current());
        if (clouds != null) {
            window.offer(clouds);
        }
        stage.setScene(window.scene());
        before.close();
    }

    /// Starts JavaFX and opens a window that shows only this cloud.
    public static LiveConsole open(CloudManager manager) {
        return start(() -> new LiveConsole(manager, Preferences.inMemory(), null));
    }

    /// Starts JavaFX and opens a window in which the user can switch to other clouds.
    ///
    /// @param home the name of the first cloud
    /// @param finder knows the user's saved clouds
    /// @param connect opens a saved cloud
    /// @param simulate creates a simulated cloud
    public static LiveConsole open(
            CloudManager manager,
            String home,
            CloudFinder finder,
            Function<Endpoint, CloudManager> connect,
            Supplier<CloudManager> simulate) {
        CloudSwitch.Connectors connectors =
                new CloudSwitch.Connectors(home, finder, connect, simulate);
        Preferences preferences =
                Preferences.read(finder.savedFile().resolveSibling("console.properties"));
        return start(() -> new LiveConsole(manager, preferences, connectors));
    }

    /// Starts JavaFX, runs something that needs it on this thread, and ends JavaFX.
    public static void whileJavaFxRuns(Runnable work) {
        startJavaFx();
        try {
            work.run();
        } finally {
            Platform.exit();
        }
    }

    private static LiveConsole start(Callable<LiveConsole> made) {
        startJavaFx();
        return FxCalls.get(made);
    }

    private static void startJavaFx() {
        CompletableFuture<Boolean> begun = new CompletableFuture<>();
        try {
            Platform.startup(() -> begun.complete(true));
        } catch (UnsupportedOperationException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, whyNoWindow(String.valueOf(e.getMessage())), e);
        }
        FxCalls.await(begun);
        // It ends by [#close] and not with its last window, which is not the end of its owner.
        Platform.setImplicitExit(false);
    }

    /// What to do when JavaFX can open no window.
    ///
    /// @param said JavaFX's reason; it names GTK when that library is missing
    static String whyNoWindow(String said) {
        return said.contains("GTK")
                ? text("app.liveConsole.noGtk")
                : text("app.liveConsole.noDisplay");
    }

    /// Writes a picture of the window.
    public void shoot(Path png) {
        FxCalls.run(() -> WindowCamera.shoot(window.scene(), WIDTH, HEIGHT, png));
    }

    /// Waits until the user has closed the window.
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        FxCalls.run(stage::hide);
        if (clouds != null) {
            clouds.close();
        }
        preferences.close();
        Platform.exit();
    }
}
