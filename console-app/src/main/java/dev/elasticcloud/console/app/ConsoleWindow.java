package dev.elasticcloud.console.app;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.CloudMenu;
import dev.elasticcloud.console.control.Appearance;
import dev.elasticcloud.console.control.ScaledPane;
import dev.elasticcloud.console.control.WindowFrame;
import dev.elasticcloud.console.fx.FxThread;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.console.shell.PaletteModel;
import dev.elasticcloud.console.shell.Screen;
import dev.elasticcloud.console.shell.ShellModel;
import dev.elasticcloud.console.shell.ShellView;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.status.PodPhase;
import java.time.InstantSource;
import java.util.List;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;

/// The console of one cloud as a scene, for a stage, a test or a picture. Does not close the
/// cloud. Create and use it on the FX thread.
public final class ConsoleWindow implements AutoCloseable {

    private static final String APPEARANCE = "window.appearance";

    private final CloudConnection connection;
    private final Preferences preferences;
    private final Appearance appearance = new Appearance();
    private final ShellView shell;
    private final Screens screens;
    private final Scene scene;
    private Theme theme;

    /// Held weakly by the system, which outlives the window.
    private final ChangeListener<ColorScheme> followingSystem =
            (property, before, now) -> showTheme();

    /// A console without preferences.
    public ConsoleWindow(CloudManager manager, double width, double height) {
        this(manager, Preferences.inMemory(), width, height);
    }

    public ConsoleWindow(
            CloudManager manager, Preferences preferences, double width, double height) {
        this(manager, preferences, InstantSource.system(), width, height);
    }

    /// @param clock to show the age of the state
    public ConsoleWindow(
            CloudManager manager,
            Preferences preferences,
            InstantSource clock,
            double width,
            double height) {
        this.connection = new CloudConnection(manager, new FxThread());
        this.preferences = preferences;
        this.shell =
                new ShellView(
                        new ShellModel(connection),
                        new PaletteModel(connection, this::go, this::tell));
        this.screens =
                new Screens(connection, new Frame(), shell.tasks(), preferences, appearance, clock);
        shell.onTheme(this::toggleTheme);
        screens.actions().forEach(shell::addAction);
        shell.show(screens.all());
        ScaledPane scaled = new ScaledPane(shell);
        scene = new Scene(scaled, width, height);
        appearance.read(preferences.get(APPEARANCE, ""));
        theme = chosenTheme();
        showTheme();
        appearance.modeProperty().addListener((property, before, now) -> showTheme());
        appearance.scaleProperty().subscribe(now -> scaled.setPercent(now.intValue()));
        appearance.reducedMotionProperty().subscribe(shell::showMotion);
        Platform.getPreferences()
                .colorSchemeProperty()
                .addListener(new WeakChangeListener<>(followingSystem));
        appearance.modeProperty().addListener((property, before, now) -> keepAppearance());
        appearance.scaleProperty().addListener((property, before, now) -> keepAppearance());
        appearance.reducedMotionProperty().addListener((property, before, now) -> keepAppearance());
    }

    private void keepAppearance() {
        preferences.put(APPEARANCE, appearance.written());
    }

    private void go(String screen, String selection) {
        shell.go(screen, selection);
    }

    private void tell(String message) {
        shell.notify(message);
    }

    /// What this window offers to screens.
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
        screens.offer(menu, shell.offer(menu));
    }

    /// Shows the screen that initialises pods if no pod of this cloud runs and the user may
    /// initialise them.
    public void beginAtTheFirstStep() {
        boolean fresh =
                connection.snapshot().pods().values().stream()
                        .allMatch(pod -> pod.phase() == PodPhase.NOT_INITIALISED);
        if (fresh && connection.refusal(Role.OWNER).isEmpty()) {
            go(text("screen.initialise"));
        }
    }

    /// The titles of all screens, in the order of the navigation.
    List<String> screens() {
        return screens.all().stream().map(Screen::title).toList();
    }

    /// Goes to a screen by its title.
    public void go(String screen) {
        shell.go(screen, "");
    }

    /// The title of the screen that is shown.
    public String current() {
        return shell.current();
    }

    /// Whether all requests of the screens have been answered.
    public boolean isQuiet() {
        return connection.isQuiet();
    }

    /// Runs a task on the FX thread once that is so; call it there.
    void whenQuiet(Runnable task) {
        connection.whenQuiet(task);
    }

    public Scene scene() {
        return scene;
    }

    public Theme theme() {
        return theme;
    }

    /// Sets the theme, like the user in the settings.
    public void show(Theme changed) {
        appearance
                .modeProperty()
                .set(
                        switch (changed) {
                            case DARK -> Appearance.Mode.DARK;
                            case LIGHT -> Appearance.Mode.LIGHT;
                        });
    }

    private Theme chosenTheme() {
        return switch (appearance.modeProperty().get()) {
            case DARK -> Theme.DARK;
            case LIGHT -> Theme.LIGHT;
            case SYSTEM ->
                    Platform.getPreferences().getColorScheme() == ColorScheme.LIGHT
                            ? Theme.LIGHT
                            : Theme.DARK;
        };
    }

    private void showTheme() {
        theme = chosenTheme();
        theme.applyTo(scene);
        shell.showTheme(theme == Theme.DARK);
    }

    private void toggleTheme() {
        show(theme == Theme.DARK ? Theme.LIGHT : Theme.DARK);
    }

    @Override
    public void close() {
        // Screens stop their requests when they leave the scene.
        scene.setRoot(new Pane());
        connection.close();
    }
}
