package dev.elasticcloud.console.shell;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.connection.CloudMenu;
import dev.elasticcloud.console.control.Selectable;
import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.console.control.TakesKeys;
import dev.elasticcloud.console.task.LongTask;
import dev.elasticcloud.console.task.TaskCentre;
import dev.elasticcloud.manager.model.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The window's content: sidebar, banners and the current screen, with layers and notifications
/// above. Knows the shortcuts of all screens and actions.
public final class ShellView extends StackPane {

    private static final PseudoClass REDUCED_MOTION = PseudoClass.getPseudoClass("reduced-motion");
    private static final KeyCombination PALETTE = KeyCombination.valueOf("Shortcut+K");

    private final ShellModel model;
    private final PaletteModel palette;
    private final TaskCentre tasks = new TaskCentre(this::tellOfEnd);
    private final Commands commands;
    private final Map<Integer, Parent> views = new HashMap<>();
    private final Sidebar sidebar = new Sidebar(this::select);
    private final Label simulated = banner("simulated");
    private final Label fault = banner("fault");
    private final BorderPane content = new BorderPane();
    private final Layers layers = new Layers();
    private final Dialog dialog = new Dialog(layers);
    private final Toasts toasts = new Toasts();
    private int current = -1;
    private @Nullable Region paletteLayer;

    public ShellView(ShellModel model, PaletteModel palette) {
        this.model = model;
        this.palette = palette;
        this.commands = new Commands(model, this::select, this::notify);
        getStyleClass().add("shell");
        getStylesheets().add(Stylesheets.named(ShellView.class, "shell.css"));
        simulated.setText(text("shell.simulated"));
        content.setTop(new VBox(simulated, fault));
        BorderPane frame = new BorderPane();
        frame.setLeft(sidebar);
        frame.setCenter(content);
        getChildren().addAll(frame, layers, toasts);
        setAlignment(toasts, Pos.BOTTOM_RIGHT);
        toasts.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        sceneProperty().subscribe(this::listenTo);
        addAction(
                new WindowAction(
                        text("shell.palette.title"), PALETTE, Role.VIEWER, this::openPalette));
        addAction(
                new WindowAction(text("shell.tasks"), "Shortcut+J", Role.VIEWER, this::openTasks));
        addAction(
                new WindowAction(
                        text("shell.shortcuts.title"), "F1", Role.VIEWER, this::openShortcuts));
        sidebar.onPalette(this::openPalette);
        sidebar.onTasks(this::openTasks, tasks.runningProperty());
        model.stateProperty().addListener((o, before, now) -> showState(now));
        showState(model.stateProperty().get());
    }

    /// The long tasks shown in the task centre.
    public TaskCentre tasks() {
        return tasks;
    }

    /// Fills the navigation and shows the first screen.
    public void show(List<Screen> all) {
        commands.screens().addAll(all);
        sidebar.show(all);
        showState(model.stateProperty().get());
        select(0);
    }

    /// Adds an action that is available everywhere.
    public void addAction(WindowAction action) {
        commands.actions().add(action);
    }

    /// Lets the user choose which cloud to show; returns the action that opens that dialog.
    public Runnable offer(CloudMenu menu) {
        Runnable choose = () -> showDialog(new CloudMenuView(menu), text("shell.chooseCloud"));
        sidebar.onChooseCloud(choose);
        addAction(
                new WindowAction(
                        text("shell.chooseCloud"), "Shortcut+Shift+O", Role.VIEWER, choose));
        return choose;
    }

    /// Shows the screen at an index of the navigation, from 0. A screen that the user's role may not
    /// use is not shown; the reason is.
    public void select(int index) {
        String refusal = model.refusal(commands.screens().get(index).needs());
        if (!refusal.isEmpty()) {
            notify(refusal);
            return;
        }
        content.setCenter(
                views.computeIfAbsent(index, i -> commands.screens().get(i).view().get()));
        current = index;
        sidebar.showCurrent(index);
    }

    /// Which screen is shown, by its title.
    public String current() {
        return current < 0 ? "" : commands.screens().get(current).title();
    }

    /// Shows the screen with a title, with a selection there, such as a node's name. A pod or node
    /// without its own screen is shown on the overview.
    public void go(String title, String selection) {
        for (int i = 0; i < commands.screens().size(); i++) {
            if (commands.screens().get(i).title().equals(title)) {
                select(i);
                if (i == current
                        && views.get(i) instanceof Selectable view
                        && !selection.isEmpty()) {
                    view.select(selection);
                }
                return;
            }
        }
        if (!title.equals(text("screen.overview"))) {
            go(text("screen.overview"), selection);
        }
    }

    /// Shows a dialog above the screen; replaces the current one.
    public void showDialog(Parent body, String title) {
        dialog.show(body, title);
    }

    public void closeDialog() {
        dialog.close();
    }

    /// Shows a notification that needs no answer.
    public void notify(String message) {
        toasts.show(message);
    }

    public void showTheme(boolean dark) {
        sidebar.showTheme(dark);
    }

    /// Whether controls change without animation; the stylesheet has the rules for them.
    public void showMotion(boolean reduced) {
        pseudoClassStateChanged(REDUCED_MOTION, reduced);
    }

    /// The action of the theme button.
    public void onTheme(Runnable toggle) {
        sidebar.onTheme(toggle);
        addAction(
                new WindowAction(
                        text("shell.switchTheme"), "Shortcut+Shift+L", Role.VIEWER, toggle));
    }

    private void openPalette() {
        if (paletteLayer != null) {
            return;
        }
        PaletteView view =
                new PaletteView(typed -> palette.find(typed, commands.entries(PALETTE)), this::run);
        paletteLayer = view;
        layers.show(view, Pos.TOP_CENTER, () -> paletteLayer = null);
    }

    private void run(PaletteModel.Entry entry) {
        if (paletteLayer != null) {
            layers.close(paletteLayer);
        }
        commands.run(entry.run(), entry.refusal());
    }

    private void openShortcuts() {
        showDialog(
                new ShortcutsView(commands.screens(), commands.actions()),
                text("shell.shortcuts.title"));
    }

    private void openTasks() {
        showDialog(new TasksView(tasks), text("shell.tasks"));
    }

    private void tellOfEnd(LongTask task) {
        String text = task.title() + ": " + task.stage().step();
        switch (task.stage().state()) {
            case DONE -> toasts.tell(text);
            case FAILED -> toasts.show(text);
            case CANCELLED, RUNNING -> {}
        }
    }

    /// Keys reach the scene itself while nothing has the focus.
    private void listenTo(@Nullable Scene scene) {
        if (scene != null) {
            scene.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
            scene.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
        }
    }

    /// Whether the focused control uses every key itself. A layer above it takes the focus away.
    private boolean keysAreTaken() {
        return getScene().getFocusOwner() instanceof TakesKeys control
                && control.takesKeys()
                && !layers.isOpen();
    }

    private void pressed(KeyEvent event) {
        if (keysAreTaken()) {
            return;
        }
        if (event.getCode() == KeyCode.ESCAPE && layers.closeTop()) {
            event.consume();
            return;
        }
        if (commands.runAction(event)) {
            event.consume();
            return;
        }
        int screen = commands.screen(event);
        if (screen >= 0) {
            event.consume();
            while (layers.closeTop()) {
                // The screen is visible only when nothing is above it.
            }
            select(screen);
        }
    }

    /// `?` shows the shortcuts, except while typing text.
    private void typed(KeyEvent event) {
        boolean text = getScene().getFocusOwner() instanceof TextInputControl || keysAreTaken();
        if (event.getCharacter().equals("?") && !text && !layers.isOpen()) {
            openShortcuts();
            event.consume();
        }
    }

    private void showState(ShellModel.State state) {
        sidebar.showState(state);
        for (int i = 0; i < commands.screens().size(); i++) {
            sidebar.showRefusal(i, model.refusal(commands.screens().get(i).needs()));
        }
        show(simulated, state.simulated());
        fault.setText(state.fault());
        show(fault, !state.fault().isEmpty());
    }

    private static Label banner(String styleClass) {
        Label banner = new Label();
        banner.getStyleClass().addAll("banner", styleClass);
        banner.setMaxWidth(Double.MAX_VALUE);
        banner.setWrapText(true);
        return banner;
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
