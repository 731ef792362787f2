package dev.elasticcloud.console.shell;

import static dev.elasticcloud.console.text.Texts.text;

import atlantafx.base.theme.Styles;
import dev.elasticcloud.console.shell.ShellModel.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// The product's name, the navigation, and the state of the connection.
final class Sidebar extends VBox {

    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

    private final IntConsumer onSelect;
    private final VBox navigation = new VBox();
    private final Button palette =
            new Button(text("shell.sidebar.find"), new FontIcon(Feather.SEARCH));
    private final Button tasks = new Button("", new FontIcon(Feather.ACTIVITY));
    private final List<ToggleButton> entries = new ArrayList<>();
    private final List<Tooltip> tooltips = new ArrayList<>();
    private final List<String> shortcuts = new ArrayList<>();
    private final Label connection = new Label();
    private final Tooltip connectionDetail = new Tooltip();
    private final Button theme = new Button();
    private final Button clouds = new Button("", new FontIcon(Feather.SERVER));
    private final Label role = new Label();

    Sidebar(IntConsumer onSelect) {
        this.onSelect = onSelect;
        getStyleClass().add("sidebar");
        Region logo = new Region();
        logo.getStyleClass().add("logo");
        Label name = new Label(text("shell.sidebar.product"));
        name.getStyleClass().add("product");
        HBox heading = new HBox(logo, name);
        heading.getStyleClass().add("heading");
        heading.setAlignment(Pos.CENTER_LEFT);
        navigation.getStyleClass().add("navigation");
        // In a low window the entries scroll, so that the rest of the sidebar stays visible.
        ScrollPane scroller = new ScrollPane(navigation);
        scroller.getStyleClass().add("entries");
        scroller.setFitToWidth(true);
        scroller.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroller.setFocusTraversable(false);
        scroller.setMinHeight(0);
        VBox.setVgrow(scroller, Priority.ALWAYS);
        getChildren().addAll(heading, scroller, tools(), connectionCard(), foot());
    }

    /// Fills the navigation.
    void show(List<Screen> screens) {
        for (int i = 0; i < screens.size(); i++) {
            navigation.getChildren().add(entry(screens.get(i), i));
        }
    }

    private HBox tools() {
        palette.setId("open-palette");
        palette.getStyleClass().addAll("tool", Styles.FLAT);
        palette.setMaxWidth(Double.MAX_VALUE);
        palette.setAccessibleText(text("shell.sidebar.accessible.palette"));
        palette.setTooltip(new Tooltip(text("shell.sidebar.tooltip.palette")));
        HBox.setHgrow(palette, Priority.ALWAYS);
        tasks.setId("open-tasks");
        tasks.getStyleClass().addAll("tool", Styles.FLAT);
        tasks.setMinWidth(USE_PREF_SIZE);
        tasks.setTooltip(new Tooltip(text("shell.sidebar.tooltip.tasks")));
        HBox tools = new HBox(palette, tasks);
        tools.getStyleClass().add("tools");
        tools.setAlignment(Pos.CENTER_LEFT);
        return tools;
    }

    void onPalette(Runnable open) {
        palette.setOnAction(event -> open.run());
    }

    void onTasks(Runnable open, ReadOnlyIntegerProperty running) {
        tasks.setOnAction(event -> open.run());
        running.subscribe(
                count -> {
                    tasks.setText(count.intValue() == 0 ? "" : String.valueOf(count));
                    tasks.setAccessibleText(text("shell.sidebar.accessible.tasks", count));
                });
    }

    void onTheme(Runnable toggle) {
        theme.setOnAction(event -> toggle.run());
    }

    private StackPane entry(Screen screen, int index) {
        ToggleButton entry = new ToggleButton(screen.title(), new FontIcon(screen.icon()));
        entry.getStyleClass().add("entry");
        entry.setMaxWidth(Double.MAX_VALUE);
        entry.setAlignment(Pos.CENTER_LEFT);
        entry.setOnAction(event -> onSelect.accept(index));
        entries.add(entry);
        // A disabled button gets no mouse events, so the frame around it shows its tooltip.
        StackPane frame = new StackPane(entry);
        Tooltip tooltip = new Tooltip();
        Tooltip.install(frame, tooltip);
        tooltips.add(tooltip);
        shortcuts.add(screen.shortcut().getDisplayText());
        showRefusal(index, "");
        return frame;
    }

    /// Disables an entry with the reason; an empty reason enables it.
    void showRefusal(int index, String refusal) {
        ToggleButton entry = entries.get(index);
        entry.setDisable(!refusal.isEmpty());
        tooltips.get(index).setText(refusal.isEmpty() ? shortcuts.get(index) : refusal);
        entry.setAccessibleText(
                refusal.isEmpty() ? entry.getText() : entry.getText() + ". " + refusal);
    }

    private HBox connectionCard() {
        Region dot = new Region();
        dot.getStyleClass().add("dot");
        connection.setWrapText(true);
        HBox card = new HBox(dot, connection);
        card.getStyleClass().add("connection");
        card.setAlignment(Pos.CENTER_LEFT);
        Tooltip.install(card, connectionDetail);
        return card;
    }

    private HBox foot() {
        role.setId("role");
        role.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(role, Priority.ALWAYS);
        theme.setId("theme-toggle");
        theme.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        theme.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        clouds.setId("choose-cloud");
        clouds.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        clouds.setAccessibleText(text("shell.chooseCloud"));
        clouds.setTooltip(new Tooltip(text("shell.chooseCloud")));
        clouds.setVisible(false);
        clouds.setManaged(false);
        HBox foot = new HBox(role, clouds, theme);
        foot.getStyleClass().add("foot");
        foot.setAlignment(Pos.CENTER_LEFT);
        return foot;
    }

    /// Shows the button for choosing another cloud.
    void onChooseCloud(Runnable choose) {
        clouds.setOnAction(event -> choose.run());
        clouds.setVisible(true);
        clouds.setManaged(true);
    }

    void showCurrent(int index) {
        for (int i = 0; i < entries.size(); i++) {
            entries.get(i).setSelected(i == index);
            entries.get(i).pseudoClassStateChanged(CURRENT, i == index);
        }
    }

    void showState(ShellModel.State state) {
        connection.setText(state.text());
        connection.setAccessibleText(state.text() + ". " + state.detail());
        connectionDetail.setText(state.detail());
        role.setText(state.role());
        for (Health health : Health.values()) {
            String name = health.name().toLowerCase(Locale.ROOT);
            pseudoClassStateChanged(PseudoClass.getPseudoClass(name), health == state.health());
        }
    }

    void showTheme(boolean dark) {
        theme.setGraphic(new FontIcon(dark ? Feather.SUN : Feather.MOON));
        String text = dark ? text("shell.sidebar.toLight") : text("shell.sidebar.toDark");
        theme.setAccessibleText(text);
        theme.setTooltip(new Tooltip(text));
    }
}
