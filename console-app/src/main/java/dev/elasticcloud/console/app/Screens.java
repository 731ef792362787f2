package dev.elasticcloud.console.app;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.console.connection.CloudMenu;
import dev.elasticcloud.console.control.Appearance;
import dev.elasticcloud.console.control.WindowFrame;
import dev.elasticcloud.console.feature.balancer.BalancerModel;
import dev.elasticcloud.console.feature.balancer.BalancerView;
import dev.elasticcloud.console.feature.events.EventsModel;
import dev.elasticcloud.console.feature.events.EventsView;
import dev.elasticcloud.console.feature.hosts.HostsModel;
import dev.elasticcloud.console.feature.hosts.HostsView;
import dev.elasticcloud.console.feature.initialise.InitialiseActions;
import dev.elasticcloud.console.feature.initialise.InitialiseModel;
import dev.elasticcloud.console.feature.initialise.InitialiseView;
import dev.elasticcloud.console.feature.jobs.JobsModel;
import dev.elasticcloud.console.feature.jobs.JobsView;
import dev.elasticcloud.console.feature.nodes.NodesModel;
import dev.elasticcloud.console.feature.nodes.NodesView;
import dev.elasticcloud.console.feature.overview.BurstModel;
import dev.elasticcloud.console.feature.overview.BurstView;
import dev.elasticcloud.console.feature.overview.OverviewActions;
import dev.elasticcloud.console.feature.overview.OverviewModel;
import dev.elasticcloud.console.feature.overview.OverviewView;
import dev.elasticcloud.console.feature.pods.PodsModel;
import dev.elasticcloud.console.feature.pods.PodsView;
import dev.elasticcloud.console.feature.scaling.ScalingModel;
import dev.elasticcloud.console.feature.scaling.ScalingView;
import dev.elasticcloud.console.feature.settings.SettingsModel;
import dev.elasticcloud.console.feature.settings.SettingsView;
import dev.elasticcloud.console.prefs.Preferences;
import dev.elasticcloud.console.shell.Screen;
import dev.elasticcloud.console.shell.WindowAction;
import dev.elasticcloud.console.task.TaskCentre;
import dev.elasticcloud.manager.model.Role;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.scene.Parent;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// All screens of the console, in the order of the navigation. A new screen is one line in `all`.
final class Screens {

    private final CloudConnection connection;
    private final WindowFrame frame;
    private final TaskCentre tasks;
    private final Preferences preferences;
    private final Appearance appearance;
    private final InstantSource clock;
    private @Nullable CloudMenu clouds;
    private @Nullable Runnable chooseCloud;

    Screens(
            CloudConnection connection,
            WindowFrame frame,
            TaskCentre tasks,
            Preferences preferences,
            Appearance appearance,
            InstantSource clock) {
        this.connection = connection;
        this.frame = frame;
        this.tasks = tasks;
        this.preferences = preferences;
        this.appearance = appearance;
        this.clock = clock;
    }

    /// Lets screens lead to other clouds; call it before they are shown.
    ///
    /// @param choose opens the dialog in which the user chooses
    void offer(CloudMenu menu, Runnable choose) {
        clouds = menu;
        chooseCloud = choose;
    }

    /// Shortcuts 1 to 9 belong to the screens in their final order: Overview, Pods, Nodes, Scaling,
    /// Jobs, Balancer, Hosts, Events, Settings.
    List<Screen> all() {
        return List.of(
                new Screen(
                        text("screen.overview"),
                        Feather.GRID,
                        "Shortcut+1",
                        Role.VIEWER,
                        this::overview),
                new Screen(
                        text("screen.initialise"),
                        Feather.POWER,
                        "Shortcut+0",
                        Role.OWNER,
                        this::initialise),
                new Screen(
                        text("screen.pods"), Feather.LAYERS, "Shortcut+2", Role.VIEWER, this::pods),
                new Screen(
                        text("screen.nodes"),
                        Feather.SERVER,
                        "Shortcut+3",
                        Role.VIEWER,
                        this::nodes),
                new Screen(
                        text("screen.scaling"),
                        Feather.TRENDING_UP,
                        "Shortcut+4",
                        Role.VIEWER,
                        this::scaling),
                new Screen(text("screen.jobs"), Feather.PLAY, "Shortcut+5", Role.USER, this::jobs),
                new Screen(
                        text("screen.balancer"),
                        Feather.SHARE_2,
                        "Shortcut+6",
                        Role.VIEWER,
                        this::balancer),
                new Screen(
                        text("screen.hosts"),
                        Feather.HARD_DRIVE,
                        "Shortcut+7",
                        Role.VIEWER,
                        this::hosts),
                new Screen(
                        text("screen.events"),
                        Feather.LIST,
                        "Shortcut+8",
                        Role.VIEWER,
                        this::events),
                new Screen(
                        text("screen.settings"),
                        Feather.SLIDERS,
                        "Shortcut+9",
                        Role.VIEWER,
                        this::settings));
    }

    /// The actions available everywhere, in addition to going to a screen.
    List<WindowAction> actions() {
        return List.of(
                new WindowAction(
                        text("overview.burst.action"), "Shortcut+B", Role.USER, this::openBurst));
    }

    private Parent overview() {
        OverviewModel model = new OverviewModel(connection, clock, preferences, frame::notify);
        return new OverviewView(
                model,
                new OverviewActions(
                        pod -> frame.go(text("screen.jobs"), pod.value()),
                        () -> frame.go(text("screen.initialise"), ""),
                        () -> frame.go(text("screen.pods"), ""),
                        this::openBurst,
                        frame::showDialog));
    }

    private void openBurst() {
        frame.showDialog(
                new BurstView(new BurstModel(connection, tasks), frame::closeDialog),
                text("overview.burst.title"));
    }

    private Parent initialise() {
        return new InitialiseView(
                new InitialiseModel(connection, tasks),
                new InitialiseActions(
                        () -> frame.go(text("screen.overview"), ""),
                        Optional.ofNullable(clouds).map(this::openSimulated),
                        Optional.ofNullable(chooseCloud)));
    }

    private Runnable openSimulated(CloudMenu menu) {
        return () -> menu.choose(CloudSwitch.SIMULATED, frame::notify);
    }

    private Parent pods() {
        return new PodsView(new PodsModel(connection), frame);
    }

    private Parent settings() {
        return new SettingsView(new SettingsModel(connection), appearance);
    }

    private Parent nodes() {
        return new NodesView(new NodesModel(connection, preferences), frame::notify);
    }

    private Parent scaling() {
        return new ScalingView(new ScalingModel(connection, preferences), frame);
    }

    private Parent balancer() {
        return new BalancerView(new BalancerModel(connection), frame);
    }

    private Parent hosts() {
        return new HostsView(new HostsModel(connection), frame);
    }

    private Parent events() {
        return new EventsView(new EventsModel(connection, preferences), frame);
    }

    private Parent jobs() {
        return new JobsView(new JobsModel(connection, preferences));
    }
}
