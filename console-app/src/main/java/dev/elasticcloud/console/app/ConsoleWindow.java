package dev.elasticcloud.console.app;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.CloudMenu;
import dev.elasticcloud.console.feature.initialise.InitialiseModel;
import dev.elasticcloud.console.feature.initialise.InitialiseView;
import dev.elasticcloud.console.feature.jobs.JobFormModel;
import dev.elasticcloud.console.feature.jobs.JobFormView;
import dev.elasticcloud.console.feature.jobs.JobsView;
import dev.elasticcloud.console.feature.overview.OverviewActions;
import dev.elasticcloud.console.feature.overview.OverviewModel;
import dev.elasticcloud.console.feature.overview.OverviewView;
import dev.elasticcloud.console.fx.FxThread;
import dev.elasticcloud.console.shell.Screen;
import dev.elasticcloud.console.shell.ShellModel;
import dev.elasticcloud.console.shell.ShellView;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.List;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import org.kordamp.ikonli.feather.Feather;

/// The console of one cloud as a scene, for a stage, a test or a picture. Does not close the cloud.
/// Create and use it on the FX thread.
public final class ConsoleWindow implements AutoCloseable {

    private static final int INITIALISE = 1;

    private final CloudConnection connection;
    private final ShellView shell;
    private final Scene scene;
    private Theme theme = Theme.DARK;

    public ConsoleWindow(CloudManager manager, double width, double height) {
        connection = new CloudConnection(manager, new FxThread());
        List<Screen> screens =
                List.of(
                        new Screen("Overview", Feather.GRID, this::overview),
                        new Screen("Initialise", Feather.POWER, this::initialise),
                        new Screen("Jobs", Feather.PLAY, this::jobs));
        shell = new ShellView(new ShellModel(connection), screens, this::toggleTheme);
        scene = new Scene(shell, width, height);
        show(theme);
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

    private void toggleTheme() {
        show(theme.other());
    }

    private Parent overview() {
        OverviewModel model = new OverviewModel(connection, this::notify);
        return new OverviewView(
                model, new OverviewActions(this::openJob, this::openInitialise, this::openDialog));
    }

    private void notify(String message) {
        shell.notify(message);
    }

    private void openDialog(Parent body, String title) {
        shell.showDialog(body, title);
    }

    private Parent initialise() {
        return new InitialiseView(new InitialiseModel(connection));
    }

    private Parent jobs() {
        List<PodName> pods =
                connection.snapshot().podsBySize().stream().map(PodStatus::name).toList();
        return new JobsView(pods, this::jobForm);
    }

    private JobFormView jobForm(PodName pod) {
        return new JobFormView(new JobFormModel(connection, pod));
    }

    private void openJob(PodName pod) {
        openDialog(jobForm(pod), "Job on " + pod);
    }

    private void openInitialise(PodName pod) {
        shell.select(INITIALISE);
    }

    @Override
    public void close() {
        // Screens stop asking when they leave the scene.
        scene.setRoot(new Pane());
        connection.close();
    }
}
