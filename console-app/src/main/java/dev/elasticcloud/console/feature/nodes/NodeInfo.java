package dev.elasticcloud.console.feature.nodes;

import static dev.elasticcloud.console.text.Texts.text;

import atlantafx.base.theme.Styles;
import dev.elasticcloud.console.control.Figures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Shows the current facts about one node, and the Docker commands that show more.
final class NodeInfo extends VBox {

    private static final int SHORT_ID = 12;

    private final boolean simulated;
    private final Consumer<String> copy;
    private final Map<String, Label> facts = new HashMap<>();
    private final VBox commands = new VBox();
    private String commandsFor = "none";

    /// @param copy copies a text and confirms it
    NodeInfo(boolean simulated, Consumer<String> copy) {
        this.simulated = simulated;
        this.copy = copy;
        getStyleClass().add("facts");
        getChildren().add(commands);
    }

    void show(NodeItem item) {
        String id = item.status().containerId();
        set(text("nodes.info.pod"), item.pod().value());
        set(
                text("nodes.info.state"),
                text(
                        "nodes.info.since",
                        item.stateWord(),
                        Figures.clock(item.status().since(), item.at())));
        set(text("nodes.info.container"), id.isEmpty() ? Figures.UNKNOWN : shortId(id));
        set(
                text("nodes.info.cpu"),
                text(
                        "nodes.info.cpuOf",
                        Figures.percent(item.cpuShare()),
                        Figures.cpus(item.limits().cpus())));
        set(
                text("nodes.info.memory"),
                text(
                        "count.of",
                        Figures.bytes(item.memoryBytes()),
                        Figures.bytes(item.limits().memoryBytes())));
        set(text("nodes.info.processes"), text("nodes.info.atMost", item.limits().pids()));
        set(text("nodes.info.jobs"), item.jobs());
        set(text("nodes.info.note"), item.note().isEmpty() ? Figures.UNKNOWN : item.note());
        if (!id.equals(commandsFor)) {
            commandsFor = id;
            commands.getChildren().setAll(commands(id));
        }
    }

    /// Updates the text of a fact in place, so that the control with the focus below keeps it.
    private void set(String title, String text) {
        Label label =
                facts.computeIfAbsent(
                        title,
                        name -> {
                            Label made = factText(text);
                            getChildren().add(getChildren().size() - 1, fact(name, made));
                            return made;
                        });
        label.setText(text);
    }

    private Node commands(String id) {
        Label title = new Label(text("nodes.info.commands"));
        title.getStyleClass().add("sub-title");
        VBox part = new VBox(4, title);
        if (simulated || id.isEmpty()) {
            Label none =
                    new Label(
                            simulated
                                    ? text("nodes.info.simulated")
                                    : text("nodes.info.noContainer"));
            none.getStyleClass().add("hint");
            part.getChildren().add(none);
            return part;
        }
        String container = shortId(id);
        for (String command :
                List.of(
                        "docker logs --tail 200 --follow " + container,
                        "docker exec -it " + container + " sh",
                        "docker stats " + container,
                        "docker inspect " + container)) {
            part.getChildren().add(copyButton(command, command));
        }
        return part;
    }

    private static String shortId(String id) {
        return id.substring(0, Math.min(SHORT_ID, id.length()));
    }

    private Button copyButton(String title, String text) {
        Button button = new Button(title, new FontIcon(Feather.COPY));
        button.getStyleClass().addAll(Styles.SMALL, Styles.FLAT, "command");
        button.setAccessibleText(text("nodes.info.accessible.copy", title));
        button.setMinWidth(0);
        button.setOnAction(event -> copy.accept(text));
        return button;
    }

    private static Label factText(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add("fact");
        HBox.setHgrow(label, Priority.ALWAYS);
        return label;
    }

    /// A fact with its title on the left.
    static Node fact(String title, String text) {
        return fact(title, factText(text));
    }

    private static Node fact(String title, Label right) {
        Label left = new Label(title);
        left.getStyleClass().add("fact-title");
        left.setMinWidth(110);
        HBox fact = new HBox(8, left, right);
        fact.setAlignment(Pos.TOP_LEFT);
        return fact;
    }
}
