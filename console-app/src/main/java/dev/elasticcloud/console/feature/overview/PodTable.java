package dev.elasticcloud.console.feature.overview;

import static dev.elasticcloud.console.text.Texts.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Many pods as rows.
final class PodTable extends VBox {

    /// The widths of the columns after the name; the last takes the rest.
    static final double[] WIDTHS = {96, 66, 44, 54, 54, 58};

    static final double NAME = 116;

    private final List<String> titles =
            List.of(
                    text("overview.table.state"),
                    text("overview.table.nodes"),
                    text("overview.table.cpu"),
                    text("overview.table.running"),
                    text("overview.table.queued"),
                    text("overview.table.latency"));

    private final Map<PodCardModel, PodRow> rows = new HashMap<>();
    private final OverviewActions actions;
    private final Function<PodCardModel, String> accent;

    /// @param accent the style class of a pod's colour
    PodTable(OverviewActions actions, Function<PodCardModel, String> accent) {
        this.actions = actions;
        this.accent = accent;
        getStyleClass().add("pod-table");
    }

    void setPods(List<PodCardModel> pods) {
        rows.keySet().retainAll(pods);
        List<Node> shown = new ArrayList<>();
        shown.add(head());
        for (PodCardModel pod : pods) {
            shown.add(
                    rows.computeIfAbsent(
                            pod, fresh -> new PodRow(fresh, accent.apply(fresh), actions)));
        }
        getChildren().setAll(shown);
    }

    private Node head() {
        Label name = new Label(text("overview.table.pod"));
        name.setMinWidth(NAME);
        HBox head = new HBox(name);
        head.getStyleClass().addAll("pod-row", "head");
        for (int i = 0; i < WIDTHS.length; i++) {
            Label title = new Label(titles.get(i));
            title.setMinWidth(WIDTHS[i]);
            title.setAlignment(i == 0 ? Pos.CENTER_LEFT : Pos.CENTER_RIGHT);
            head.getChildren().add(title);
        }
        Label nodes = new Label(text("overview.table.nodesNow"));
        nodes.getStyleClass().add("strip-title");
        HBox.setHgrow(nodes, Priority.ALWAYS);
        head.getChildren().add(nodes);
        return head;
    }
}
