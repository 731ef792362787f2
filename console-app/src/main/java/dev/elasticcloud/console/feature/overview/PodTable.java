package dev.elasticcloud.console.feature.overview;

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

    private static final List<String> TITLES =
            List.of("State", "Nodes", "CPU", "Running", "Queued", "p95");

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

    private static Node head() {
        Label name = new Label("Pod");
        name.setMinWidth(NAME);
        HBox head = new HBox(name);
        head.getStyleClass().addAll("pod-row", "head");
        for (int i = 0; i < WIDTHS.length; i++) {
            Label title = new Label(TITLES.get(i));
            title.setMinWidth(WIDTHS[i]);
            title.setAlignment(i == 0 ? Pos.CENTER_LEFT : Pos.CENTER_RIGHT);
            head.getChildren().add(title);
        }
        Label nodes = new Label("Nodes now");
        nodes.getStyleClass().add("strip-title");
        HBox.setHgrow(nodes, Priority.ALWAYS);
        head.getChildren().add(nodes);
        return head;
    }
}
