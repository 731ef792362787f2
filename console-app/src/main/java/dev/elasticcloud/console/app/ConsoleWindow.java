package dev.elasticcloud.console.app;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.feature.overview.OverviewActions;
import dev.elasticcloud.console.feature.overview.OverviewModel;
import dev.elasticcloud.console.feature.overview.OverviewView;
import dev.elasticcloud.console.fx.FxThread;
import dev.elasticcloud.console.shell.Screen;
import dev.elasticcloud.console.shell.ShellModel;
import dev.elasticcloud.console.shell.ShellView;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.model.Command;
import dev.elasticcloud.manager.model.JobRequest;
import dev.elasticcloud.manager.model.PodName;
import java.util.List;
import java.util.Map;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import org.kordamp.ikonli.feather.Feather;

/// The console over one cloud as a scene, for a stage, a test or a picture. The cloud stays its
/// maker's to close. To be made and used on the FX thread.
public final class ConsoleWindow implements AutoCloseable {

    private final CloudConnection connection;
    private final ShellView shell;
    private final Scene scene;
    private Theme theme = Theme.DARK;

    public ConsoleWindow(CloudManager manager, double width, double height) {
        connection = new CloudConnection(manager, new FxThread());
        // The other features' screens go into this list.
        List<Screen> screens = List.of(new Screen("Overview", Feather.GRID, this::overview));
        shell = new ShellView(new ShellModel(connection), screens, this::toggleTheme);
        scene = new Scene(shell, width, height);
        show(theme);
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

    // The job feature's dialog opens here.
    private void openJob(PodName pod) {
        connection.ask(
                cloud -> cloud.submit(new JobRequest(pod, Map.of())),
                job -> notify("Pod " + pod + " accepted a job with the usual parameters"),
                refusal -> notify(refusal.text()));
    }

    // The initialise feature's screen opens here.
    private void openInitialise(PodName pod) {
        int nodes = connection.snapshot().pod(pod).map(p -> p.spec().initialNodes()).orElse(1);
        connection.submit(
                new Command.Initialise(Map.of(pod, nodes)),
                receipt -> {},
                refusal -> notify(refusal.text()));
    }

    @Override
    public void close() {
        // Off the scene the screens stop asking.
        scene.setRoot(new Pane());
        connection.close();
    }
}
