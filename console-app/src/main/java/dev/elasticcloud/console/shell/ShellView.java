package dev.elasticcloud.console.shell;

import atlantafx.base.controls.ModalPane;
import atlantafx.base.theme.Styles;
import dev.elasticcloud.console.connection.CloudMenu;
import dev.elasticcloud.console.control.Selectable;
import dev.elasticcloud.console.control.Stylesheets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The window's content: sidebar, banners and the current screen, with dialogs and notifications
/// above.
public final class ShellView extends StackPane {

    private final ShellModel model;
    private final List<Screen> screens;
    private final Map<Integer, Parent> views = new HashMap<>();
    private final Sidebar sidebar;
    private final Label simulated = banner("simulated");
    private final Label fault = banner("fault");
    private final BorderPane frame = new BorderPane();
    private final BorderPane content = new BorderPane();
    private final ModalPane modal = new ModalPane();
    private final Toasts toasts = new Toasts();

    public ShellView(ShellModel model, List<Screen> screens, Runnable onTheme) {
        this.screens = List.copyOf(screens);
        this.model = model;
        this.sidebar = new Sidebar(screens, this::select, onTheme);
        getStyleClass().add("shell");
        getStylesheets().add(Stylesheets.named(ShellView.class, "shell.css"));
        simulated.setText("Simulated cloud: nodes and jobs are not real, nothing runs in Docker");
        content.setTop(new VBox(simulated, fault));
        frame.setLeft(sidebar);
        frame.setCenter(content);
        getChildren().addAll(frame, toasts, modal);
        setAlignment(toasts, Pos.BOTTOM_RIGHT);
        toasts.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        addEventFilter(KeyEvent.KEY_PRESSED, this::navigate);
        model.stateProperty().addListener((o, before, now) -> showState(now));
        showState(model.stateProperty().get());
    }

    /// Lets the user choose which cloud to show.
    public void offer(CloudMenu menu) {
        sidebar.onChooseCloud(() -> showDialog(new CloudMenuView(menu), "Choose the cloud"));
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
        sidebar.showCurrent(index);
    }

    /// Shows the screen with a title, opened on what is selected there, such as a node's name.
    public void go(String title, String selection) {
        for (int i = 0; i < screens.size(); i++) {
            if (screens.get(i).title().equals(title)) {
                select(i);
                if (views.get(i) instanceof Selectable view && !selection.isEmpty()) {
                    view.select(selection);
                }
            }
        }
    }

    /// Shows a dialog above the screen; replaces the current one.
    public void showDialog(Parent body, String title) {
        Label heading = new Label(title);
        heading.getStyleClass().add("dialog-title");
        Button close = new Button("", new FontIcon(Feather.X));
        close.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        close.setAccessibleText("Close");
        close.setOnAction(event -> closeDialog());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox top = new HBox(heading, space, close);
        top.setAlignment(Pos.CENTER_LEFT);
        VBox dialog = new VBox(top, body);
        dialog.getStyleClass().add("dialog");
        dialog.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        modal.show(dialog);
        close.requestFocus();
    }

    public void closeDialog() {
        modal.hide();
    }

    /// Shows a notification that needs no answer.
    public void notify(String message) {
        toasts.show(message);
    }

    /// Whether dialogs come and go at once instead of gliding.
    public void reduceMotion(boolean reduced) {
        if (reduced) {
            modal.setInTransitionFactory(null);
            modal.setOutTransitionFactory(null);
        } else {
            modal.usePredefinedTransitionFactories(null);
        }
    }

    public void showTheme(boolean dark) {
        sidebar.showTheme(dark);
    }

    private void navigate(KeyEvent event) {
        for (int i = 0; i < screens.size(); i++) {
            if (screens.get(i).shortcut().match(event)) {
                select(i);
                event.consume();
            }
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
