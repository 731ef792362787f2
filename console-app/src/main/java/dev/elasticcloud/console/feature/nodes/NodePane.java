package dev.elasticcloud.console.feature.nodes;

import static dev.elasticcloud.console.text.Texts.text;

import atlantafx.base.theme.Styles;
import dev.elasticcloud.console.control.ProblemLabel;
import dev.elasticcloud.console.feature.nodes.log.LogModel;
import dev.elasticcloud.console.feature.nodes.log.LogView;
import dev.elasticcloud.console.feature.nodes.terminal.TerminalModel;
import dev.elasticcloud.console.feature.nodes.terminal.TerminalView;
import dev.elasticcloud.console.text.ElapsedTime;
import dev.elasticcloud.manager.model.NodeName;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One node in detail, beside the table.
final class NodePane extends BorderPane {

    private enum Tab {
        INFO(() -> text("nodes.pane.info")),
        CONDITIONS(() -> text("nodes.pane.conditions")),
        LOGS(() -> text("nodes.pane.logs")),
        TERMINAL(() -> text("nodes.pane.terminal")),
        JSON(() -> text("nodes.pane.json"));

        private final Supplier<String> title;

        Tab(Supplier<String> title) {
            this.title = title;
        }
    }

    private static final double WIDTH = 390;

    /// Eighty columns of a terminal.
    private static final double WIDE = 660;

    private final NodePaneModel model;
    private final Consumer<String> notify;
    private final Label name = new Label();
    private final Label state = new Label();
    private final Map<Tab, ToggleButton> tabs = new EnumMap<>(Tab.class);
    private final NodeInfo info;
    private final ConditionsView conditions;
    private final TextArea json = new TextArea();
    private final LogView log;
    private final CheckBox together = new CheckBox();
    private final Map<TerminalModel, TerminalView> terminals = new HashMap<>();
    private Tab tab = Tab.INFO;
    private final ReadOnlyBooleanWrapper wide = new ReadOnlyBooleanWrapper();
    private boolean watched;

    NodePane(NodePaneModel model, Runnable close, Consumer<String> notify) {
        this.model = model;
        this.notify = notify;
        this.conditions = new ConditionsView(model);
        this.info = new NodeInfo(model.isSimulated(), this::copied);
        this.log = new LogView(model.log(), NodesView::copy, notify);
        getStyleClass().addAll("card", "node-pane");
        setPrefWidth(WIDTH);
        setMinWidth(300);
        name.getStyleClass().add("card-title");
        state.getStyleClass().add("hint");
        Button closing = new Button("", new FontIcon(Feather.X));
        closing.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
        closing.setAccessibleText(text("nodes.pane.accessible.close"));
        closing.setOnAction(event -> close.run());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox top = new HBox(8, name, state, space, closing);
        top.setAlignment(Pos.CENTER_LEFT);
        setTop(new VBox(6, top, tabBar(), new ProblemLabel(model.problemProperty())));
        together.setId("log-together");
        together.setOnAction(
                event -> {
                    model.showTogether(together.isSelected());
                    model.followLog();
                });
        json.setEditable(false);
        json.getStyleClass().add("json");
        json.setAccessibleText(text("nodes.pane.accessible.json"));
        json.textProperty().bind(model.jsonProperty());
    }

    private Node tabBar() {
        HBox bar = new HBox();
        bar.getStyleClass().add("tabs");
        for (Tab each : Tab.values()) {
            ToggleButton button = new ToggleButton(each.title.get());
            button.setId("node-tab-" + each.name());
            button.setOnAction(event -> open(each));
            tabs.put(each, button);
            bar.getChildren().add(button);
        }
        return bar;
    }

    void watch(boolean on) {
        watched = on;
        if (!on) {
            endTerminals();
        }
        open(tab);
    }

    private void endTerminals() {
        terminals.clear();
        model.closeTerminals();
    }

    void show(@Nullable NodeName node) {
        model.show(node);
        if (node == null) {
            endTerminals();
        } else {
            open(tab);
        }
    }

    /// Whether it needs much width now.
    ReadOnlyBooleanProperty wideProperty() {
        return wide.getReadOnlyProperty();
    }

    private void open(Tab changed) {
        tab = changed;
        tabs.forEach((each, button) -> button.setSelected(each == changed));
        if (changed != Tab.LOGS || !watched || model.item() == null) {
            model.stopLog();
        }
        refresh();
        wide.set(changed == Tab.TERMINAL);
        setPrefWidth(wide.get() ? WIDE : WIDTH);
        if (!watched || model.item() == null) {
            return;
        }
        switch (changed) {
            case INFO -> setCenter(scroller(info));
            case CONDITIONS -> {
                setCenter(scroller(conditions));
                model.readEvents();
            }
            case LOGS -> {
                setCenter(logPart());
                model.followLog();
            }
            case TERMINAL -> model.terminal().ifPresent(this::showTerminal);
            case JSON -> {
                setCenter(jsonPart());
                model.readJson();
            }
        }
    }

    private void showTerminal(TerminalModel terminal) {
        terminals.keySet().removeIf(each -> each != terminal && !each.isLive());
        setCenter(terminals.computeIfAbsent(terminal, of -> new TerminalView(of, NodesView::copy)));
    }

    private static Node scroller(Node content) {
        ScrollPane scroller = new ScrollPane(content);
        scroller.setFitToWidth(true);
        scroller.getStyleClass().add("scroller");
        return scroller;
    }

    private Node logPart() {
        together.setSelected(model.isTogether());
        sayTogether();
        VBox part = new VBox(6, together, new ProblemLabel(model.log().problemProperty()), log);
        VBox.setVgrow(log, Priority.ALWAYS);
        return part;
    }

    /// Shows the logs of all chosen nodes in one stream.
    ///
    /// @param showFirst shows one of them when no node is shown yet
    void openLogsOfAll(Runnable showFirst) {
        model.showTogether(true);
        tab = Tab.LOGS;
        if (model.item() == null) {
            showFirst.run();
        } else {
            open(tab);
        }
    }

    /// Called when the selected nodes have changed.
    void followChosen() {
        sayTogether();
        if (watched && tab == Tab.LOGS && model.isTogether()) {
            model.followLog();
        }
    }

    private void sayTogether() {
        int count = model.chosen().size();
        together.setText(
                count > LogModel.MOST_NODES
                        ? text("nodes.pane.mostTogether", LogModel.MOST_NODES, count)
                        : text("nodes.pane.together", count));
        together.setVisible(count > 1);
        together.setManaged(count > 1);
    }

    private Node jsonPart() {
        String refusal = model.inspectRefusal();
        if (!refusal.isEmpty()) {
            Label label = new Label(refusal);
            label.setWrapText(true);
            label.getStyleClass().add("hint");
            return label;
        }
        Button copy = new Button(text("nodes.pane.copyJson"), new FontIcon(Feather.COPY));
        copy.getStyleClass().addAll(Styles.SMALL, Styles.FLAT, "command");
        copy.setOnAction(event -> copied(model.jsonProperty().get()));
        VBox part = new VBox(6, json, copy);
        VBox.setVgrow(json, Priority.ALWAYS);
        return part;
    }

    /// Shows the newest values.
    void refresh() {
        NodeItem item = model.item();
        if (item == null) {
            state.setText(text("nodes.pane.gone"));
            return;
        }
        name.setText(item.name().value());
        state.setText(
                text(
                        "nodes.pane.stateFor",
                        item.stateWord(),
                        ElapsedTime.inSeconds(item.inState())));
        if (tab == Tab.INFO) {
            info.show(item);
        } else if (tab == Tab.CONDITIONS) {
            conditions.show();
        }
    }

    private void copied(String text) {
        NodesView.copy(text);
        notify.accept(text("nodes.pane.copied"));
    }
}
