package dev.elasticcloud.console.feature.overview;

import dev.elasticcloud.console.control.NodeStrip;
import java.util.Locale;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;

/// The meaning of the marks of the charts and of the nodes' squares.
final class Legend extends FlowPane {

    /// The width from which all entries fit on one line.
    private static final double ALL = 960;

    /// The charts label the ceiling where they draw it; these squares are empty, and a tooltip of
    /// the strip shows their number.
    private static final Set<String> SAID_ELSEWHERE =
            Set.of("host bears", "registered", "not used");

    Legend() {
        getStyleClass().add("legend");
        setMinHeight(USE_PREF_SIZE);
        add(sign("▲", "added"), "added", "a node was added");
        add(sign("▼", "removed"), "removed", "a node was removed");
        add(sign("┄", "demand"), "demand", "nodes that the load needs");
        add(sign("╌", "ceiling"), "host bears", "the most nodes that the host has room for");
        add(sign("━", "queue"), "queue", "jobs that wait");
        for (NodeStrip.Kind kind : NodeStrip.Kind.values()) {
            add(NodeStrip.sample(kind), word(kind), meaning(kind));
        }
        widthProperty().addListener((o, before, now) -> fit(now.doubleValue()));
    }

    /// On a narrow screen the legend stays on one line: entries that the charts and squares
    /// explain themselves are left out.
    private void fit(double width) {
        for (Node entry : getChildren()) {
            boolean shown = width >= ALL || !SAID_ELSEWHERE.contains(entry.getUserData());
            entry.setVisible(shown);
            entry.setManaged(shown);
        }
    }

    private static String word(NodeStrip.Kind kind) {
        return kind == NodeStrip.Kind.UNUSED ? "not used" : kind.name().toLowerCase(Locale.ROOT);
    }

    private static String meaning(NodeStrip.Kind kind) {
        return switch (kind) {
            case ONLINE -> "a node that takes jobs";
            case BUSY -> "a node that uses most of its CPU limit";
            case STARTING -> "a node that does not serve yet";
            case DRAINING -> "a node that finishes its jobs and then goes";
            case FAILED -> "a node that failed";
            case SPARE -> "a node that is started and frozen, to serve at once";
            case PAUSED -> "a node that takes no jobs until it is resumed";
            case REGISTERED -> "a node that is wanted and not started yet";
            case PENDING -> "a node that waits for room on a host";
            case UNUSED -> "a node that the pod may still have";
        };
    }

    private static Label sign(String sign, String styleClass) {
        Label mark = new Label(sign);
        mark.getStyleClass().addAll("mark", styleClass);
        mark.setMinWidth(USE_PREF_SIZE);
        return mark;
    }

    private void add(Node sign, String word, String meaning) {
        Label label = new Label(word);
        label.setMinWidth(USE_PREF_SIZE);
        HBox pair = new HBox(sign, label);
        pair.getStyleClass().add("entry");
        pair.setUserData(word);
        pair.setAlignment(Pos.CENTER_LEFT);
        Tooltip.install(pair, new Tooltip(meaning));
        getChildren().add(pair);
    }
}
