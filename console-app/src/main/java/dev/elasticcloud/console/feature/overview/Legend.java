package dev.elasticcloud.console.feature.overview;

import dev.elasticcloud.console.control.NodeStrip;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;

/// What the marks of the charts and the squares of the nodes mean.
final class Legend extends FlowPane {

    Legend() {
        getStyleClass().add("legend");
        setMinHeight(USE_PREF_SIZE);
        add(sign("▲", "added"), "node added");
        add(sign("▼", "removed"), "node removed");
        add(sign("┄", "demand"), "demand in nodes");
        add(sign("╌", "ceiling"), "what the host bears");
        add(sign("━", "queue"), "jobs waiting");
        for (NodeStrip.Kind kind : NodeStrip.Kind.values()) {
            add(NodeStrip.sample(kind), meaning(kind));
        }
    }

    private static String meaning(NodeStrip.Kind kind) {
        return switch (kind) {
            case ONLINE -> "online";
            case BUSY -> "busy";
            case STARTING -> "starting";
            case DRAINING -> "draining";
            case FAILED -> "failed";
            case SPARE -> "spare, frozen";
            case PAUSED -> "paused";
            case REGISTERED -> "registered";
            case PENDING -> "pending, no room";
            case UNUSED -> "not used";
        };
    }

    private static Label sign(String sign, String styleClass) {
        Label mark = new Label(sign);
        mark.getStyleClass().addAll("mark", styleClass);
        mark.setMinWidth(USE_PREF_SIZE);
        return mark;
    }

    private void add(Node sign, String meaning) {
        Label label = new Label(meaning);
        label.setMinWidth(USE_PREF_SIZE);
        HBox pair = new HBox(sign, label);
        pair.getStyleClass().add("entry");
        pair.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(pair);
    }
}
