package dev.elasticcloud.console.shell;

import atlantafx.base.theme.Styles;
import dev.elasticcloud.console.connection.CloudMenu;
import dev.elasticcloud.console.control.Selectable;
import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.console.task.LongTask;
import dev.elasticcloud.console.task.TaskCentre;
import dev.elasticcloud.manager.model.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The window's content: sidebar, banners and the current screen, with layers and notifications
/// above. Knows the shortcuts of all screens and actions.
public final class ShellView extends StackPane {

    private static final PseudoClass REDUCED_MOTION = PseudoClass.getPseudoClass("reduced-motion");
    private static final KeyCombination PALETTE = KeyCombination.valueOf("Shortcut+K");

    private final ShellModel model;
    private final PaletteModel palette;
    private final TaskCentre tasks = new TaskCentre(this::tellOfEnd);
    private final List<Screen> screens = new ArrayList<>();
    private final List<WindowAction> actions = new ArrayList<>();
    private final Map<Integer, Parent> views = new HashMap<>();
    private final Sidebar sidebar = new Sidebar(this::select);
    private final Label simulated = banner("simulated");
    private final Label fault = banner("fault");
    private final BorderPane content = new BorderPane();
    private final Layers layers = new Layers();
    private final Toasts toasts = new Toasts();
    private int current = -1;
    private @Nullable Region dialog;
    private @Nullable Region paletteLayer;

    public ShellView(ShellModel model, PaletteModel palette) {
        this.model = model;
        this.palette = palette;
        getStyleClass().add("shell");
        getStylesheets().add(Stylesheets.named(ShellView.class, "shell.css"));
        simulated.setText("Simulated cloud: nodes and jobs are not real, nothing runs in Docker");
        content.setTop(new VBox(simulated, fault));
        BorderPane frame = new BorderPane();
        frame.setLeft(sidebar);
        frame.setCenter(content);
        getChildren().addAll(frame, layers, toasts);
        setAlignment(toasts, Pos.BOTTOM_RIGHT);
        toasts.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        sceneProperty().subscribe(this::listenTo);
        addAction(new WindowAction("Command palette", PALETTE, Role.VIEWER, this::openPalette));
        addAction(new WindowAction("Tasks", "Shortcut+J", Role.VIEWER, this::openTasks));
        addAction(new WindowAction("Keyboard shortcuts", "F1", Role.VIEWER, this::openShortcuts));
        sidebar.onPalette(this::openPalette);
        sidebar.onTasks(this::openTasks, tasks.runningProperty());
        model.stateProperty().addListener((o, before, now) -> showState(now));
        showState(model.stateProperty().get());
    }

    /// Long work that is shown in the task centre.
    public TaskCentre tasks() {
        return tasks;
    }

    /// Fills the navigation and shows the first screen.
    public void show(List<Screen> all) {
        screens.addAll(all);
        sidebar.show(screens);
        showState(model.stateProperty().get());
        select(0);
    }

    /// Adds something that the user can do from everywhere.
    public void addAction(WindowAction action) {
        actions.add(action);
    }

    /// Lets the user choose which cloud to show; answers with what opens that choice.
    public Runnable offer(CloudMenu menu) {
        Runnable choose = () -> showDialog(new CloudMenuView(menu), "Choose the cloud");
        sidebar.onChooseCloud(choose);
        addAction(new WindowAction("Choose the cloud", "Shortcut+Shift+O", Role.VIEWER, choose));
        return choose;
    }

    /// Shows the screen at an index of the navigation, from 0. A screen that the user's role may not
    /// use is not shown; the reason is.
    public void select(int index) {
        String refusal = model.refusal(screens.get(index).needs());
        if (!refusal.isEmpty()) {
            notify(refusal);
            return;
        }
        content.setCenter(views.computeIfAbsent(index, i -> screens.get(i).view().get()));
        current = index;
        sidebar.showCurrent(index);
    }

    /// Which screen is shown, by its title.
    public String current() {
        return current < 0 ? "" : screens.get(current).title();
    }

    /// Shows the screen with a title, opened on what is selected there, such as a node's name. A pod
    /// or node is shown on the overview where it has no screen of its own.
    public void go(String title, String selection) {
        for (int i = 0; i < screens.size(); i++) {
            if (screens.get(i).title().equals(title)) {
                select(i);
                if (i == current
                        && views.get(i) instanceof Selectable view
                        && !selection.isEmpty()) {
                    view.select(selection);
                }
                return;
            }
        }
        if (!title.equals("Overview")) {
            go("Overview", selection);
        }
    }

    /// Shows a dialog above the screen; replaces the current one.
    public void showDialog(Parent body, String title) {
        closeDialog();
        Label heading = new Label(title);
        heading.getStyleClass().add("dialog-title");
        Button close = new Button("", new FontIcon(Feather.X));
        close.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        close.setAccessibleText("Close");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox top = new HBox(heading, space, close);
        top.setAlignment(Pos.CENTER_LEFT);
        VBox.setVgrow(body, Priority.ALWAYS);
        VBox box = new VBox(top, body);
        box.getStyleClass().add("dialog");
        box.setAccessibleText(title);
        close.setOnAction(event -> layers.close(box));
        dialog = box;
        layers.show(box, Pos.CENTER, () -> closed(body));
    }

    private void closed(Parent body) {
        dialog = null;
        if (body instanceof TasksView view) {
            view.close();
        }
    }

    public void closeDialog() {
        if (dialog != null) {
            layers.close(dialog);
        }
    }

    /// Shows a notification that needs no answer.
    public void notify(String message) {
        toasts.show(message);
    }

    public void showTheme(boolean dark) {
        sidebar.showTheme(dark);
    }

    /// Whether controls change at once; the stylesheet knows those that would glide.
    public void showMotion(boolean reduced) {
        pseudoClassStateChanged(REDUCED_MOTION, reduced);
    }

    /// What the button for the theme does.
    public void onTheme(Runnable toggle) {
        sidebar.onTheme(toggle);
        addAction(new WindowAction("Switch the theme", "Shortcut+Shift+L", Role.VIEWER, toggle));
    }

    private void openPalette() {
        if (paletteLayer != null) {
            return;
        }
        PaletteView view = new PaletteView(typed -> palette.find(typed, fixedEntries()), this::run);
        paletteLayer = view;
        layers.show(view, Pos.TOP_CENTER, () -> paletteLayer = null);
    }

    private void run(PaletteModel.Entry entry) {
        if (paletteLayer != null) {
            layers.close(paletteLayer);
        }
        if (entry.refusal().isEmpty()) {
            entry.run().run();
        } else {
            notify(entry.refusal());
        }
    }

    private List<PaletteModel.Entry> fixedEntries() {
        List<PaletteModel.Entry> entries = new ArrayList<>();
        for (int i = 0; i < screens.size(); i++) {
            Screen screen = screens.get(i);
            int index = i;
            entries.add(
                    new PaletteModel.Entry(
                            PaletteModel.Kind.SCREEN,
                            screen.title(),
                            "",
                            screen.shortcut().getDisplayText(),
                            model.refusal(screen.needs()),
                            () -> select(index)));
        }
        for (WindowAction action : actions) {
            if (action.keysText().equals(PALETTE.getDisplayText())) {
                continue; // it is open
            }
            entries.add(
                    new PaletteModel.Entry(
                            PaletteModel.Kind.ACTION,
                            action.title(),
                            "",
                            action.keysText(),
                            model.refusal(action.needs()),
                            action.run()));
        }
        return entries;
    }

    private void openShortcuts() {
        showDialog(new ShortcutsView(screens, actions), "Keyboard shortcuts");
    }

    private void openTasks() {
        showDialog(new TasksView(tasks), "Tasks");
    }

    private void tellOfEnd(LongTask task) {
        String text = task.title() + ": " + task.stage().step();
        switch (task.stage().state()) {
            case DONE -> toasts.tell(text);
            case FAILED -> toasts.show(text);
            case CANCELLED, RUNNING -> {}
        }
    }

    /// Keys come to the scene itself while nothing has the focus.
    private void listenTo(@Nullable Scene scene) {
        if (scene != null) {
            scene.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
            scene.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
        }
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && layers.closeTop()) {
            event.consume();
            return;
        }
        for (WindowAction action : actions) {
            if (action.keys() != null && action.keys().match(event)) {
                event.consume();
                run(action);
                return;
            }
        }
        for (int i = 0; i < screens.size(); i++) {
            if (screens.get(i).shortcut().match(event)) {
                event.consume();
                while (layers.closeTop()) {
                    // The screen is seen only when nothing is above it.
                }
                select(i);
                return;
            }
        }
    }

    private void run(WindowAction action) {
        String refusal = model.refusal(action.needs());
        if (refusal.isEmpty()) {
            action.run().run();
        } else {
            notify(refusal);
        }
    }

    /// `?` shows the shortcuts, except where it is a letter of a text.
    private void typed(KeyEvent event) {
        boolean text = getScene().getFocusOwner() instanceof TextInputControl;
        if (event.getCharacter().equals("?") && !text && !layers.isOpen()) {
            openShortcuts();
            event.consume();
        }
    }

    private void showState(ShellModel.State state) {
        sidebar.showState(state);
        for (int i = 0; i < screens.size(); i++) {
            sidebar.showRefusal(i, model.refusal(screens.get(i).needs()));
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
