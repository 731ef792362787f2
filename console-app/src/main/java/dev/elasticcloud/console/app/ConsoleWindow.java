package dev.elasticcloud.console.app;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.CloudMenu;
import dev.elasticcloud.console.control.Appearance;
import dev.elasticcloud.console.control.ScaledPane;
import dev.elasticcloud.console.control.WindowFrame;
import dev.elasticcloud.console.fx.FxThread;
import dev.elasticcloud.console.shell.ShellModel;
import dev.elasticcloud.console.shell.ShellView;
import dev.elasticcloud.manager.api.CloudManager;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;

/// The console of one cloud as a scene, for a stage, a test or a picture. Does not close the cloud.
/// Create and use it on the FX thread.
public final class ConsoleWindow implements AutoCloseable {

    private final CloudConnection connection;
    private final Appearance appearance = new Appearance();
    private final ShellView shell;
    private final Scene scene;
    private Theme theme = Theme.DARK;

    /// The system outlives the window, so it holds this listener weakly.
    private final ChangeListener<ColorScheme> followingSystem =
            (property, before, now) -> showMode();

    public ConsoleWindow(CloudManager manager, double width, double height) {
        connection = new CloudConnection(manager, new FxThread());
        Screens screens = new Screens(connection, new Frame(), appearance);
        shell = new ShellView(new ShellModel(connection), screens.all(), this::toggleTheme);
        shell.select(0);
        ScaledPane scaled = new ScaledPane(shell);
        scene = new Scene(scaled, width, height);
        show(theme);
        appearance.modeProperty().addListener((property, before, now) -> showMode());
        appearance
                .scaleProperty()
                .addListener((property, before, now) -> scaled.setPercent(now.intValue()));
        appearance
                .reducedMotionProperty()
                .addListener((property, before, now) -> shell.reduceMotion(now));
        Platform.getPreferences()
                .colorSchemeProperty()
                .addListener(new WeakChangeListener<>(followingSystem));
    }

    /// What screens ask of this window; they ask only once the window is there.
    private final class Frame implements WindowFrame {

        @Override
        public void notify(String message) {
            shell.notify(message);
        }

        @Override
        public void showDialog(Parent body, String title) {
            shell.showDialog(body, title);
        }

        @Override
        public void closeDialog() {
            shell.closeDialog();
        }

        @Override
        public void go(String screen, String selection) {
            shell.go(screen, selection);
        }
    }

    /// Lets the user choose which cloud to show.
    void offer(CloudMenu menu) {
        shell.offer(menu);
    }

    public Scene scene() {
        return scene;
    }

    public Theme theme() {
        return theme;
    }

    public void show(Theme changed) {
        theme = changed;
        theme.applyTo(scene);
        shell.showTheme(theme == Theme.DARK);
    }

    /// How this window looks; a change shows at once.
    Appearance appearance() {
        return appearance;
    }

    private void showMode() {
        show(
                switch (appearance.modeProperty().get()) {
                    case DARK -> Theme.DARK;
                    case LIGHT -> Theme.LIGHT;
                    case SYSTEM ->
                            Platform.getPreferences().getColorScheme() == ColorScheme.LIGHT
                                    ? Theme.LIGHT
                                    : Theme.DARK;
                });
    }

    private void toggleTheme() {
        appearance
                .modeProperty()
                .set(theme == Theme.DARK ? Appearance.Mode.LIGHT : Appearance.Mode.DARK);
    }

    @Override
    public void close() {
        // Screens stop asking when they leave the scene.
        scene.setRoot(new Pane());
        connection.close();
    }
}
