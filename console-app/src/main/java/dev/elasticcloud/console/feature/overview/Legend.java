package dev.elasticcloud.console.feature.overview;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.NodeStrip;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
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

    /// These squares are empty, and a tooltip of the strip shows their number.
    private static final Set<NodeStrip.Kind> SAID_ELSEWHERE =
            EnumSet.of(NodeStrip.Kind.REGISTERED, NodeStrip.Kind.UNUSED);

    /// What a narrow screen leaves out.
    private final List<Node> extra = new ArrayList<>();

    Legend() {
        getStyleClass().add("legend");
        setMinHeight(USE_PREF_SIZE);
        add(
                sign("▲", "added"),
                text("overview.legend.added"),
                text("overview.legend.meaning.added"));
        add(
                sign("▼", "removed"),
                text("overview.legend.removed"),
                text("overview.legend.meaning.removed"));
        add(
                sign("┄", "demand"),
                text("overview.legend.demand"),
                text("overview.legend.meaning.demand"));
        // The charts label the ceiling where they draw it.
        extra.add(
                add(
                        sign("╌", "ceiling"),
                        text("overview.legend.ceiling"),
                        text("overview.legend.meaning.ceiling")));
        add(
                sign("━", "queue"),
                text("overview.legend.queue"),
                text("overview.legend.meaning.queue"));
        for (NodeStrip.Kind kind : NodeStrip.Kind.values()) {
            Node entry = add(NodeStrip.sample(kind), kind.title(), meaning(kind));
            if (SAID_ELSEWHERE.contains(kind)) {
                extra.add(entry);
            }
        }
        widthProperty().addListener((o, before, now) -> fit(now.doubleValue()));
    }

    /// On a narrow screen the legend stays on one line: entries that the charts and squares
    /// explain themselves are left out.
    private void fit(double width) {
        for (Node entry : extra) {
            entry.setVisible(width >= ALL);
            entry.setManaged(width >= ALL);
        }
    }

    private static String meaning(NodeStrip.Kind kind) {
        return switch (kind) {
            case ONLINE -> text("overview.legend.meaning.online");
            case BUSY -> text("overview.legend.meaning.busy");
            case STARTING -> text("overview.legend.meaning.starting");
            case DRAINING -> text("overview.legend.meaning.draining");
            case FAILED -> text("overview.legend.meaning.failed");
            case SPARE -> text("overview.legend.meaning.spare");
            case PAUSED -> text("overview.legend.meaning.paused");
            case REGISTERED -> text("overview.legend.meaning.registered");
            case PENDING -> text("overview.legend.meaning.pending");
            case UNUSED -> text("overview.legend.meaning.unused");
        };
    }

    private static Label sign(String sign, String styleClass) {
        Label mark = new Label(sign);
        mark.getStyleClass().addAll("mark", styleClass);
        mark.setMinWidth(USE_PREF_SIZE);
        return mark;
    }

    private Node add(Node sign, String word, String meaning) {
        Label label = new Label(word);
        label.setMinWidth(USE_PREF_SIZE);
        HBox pair = new HBox(sign, label);
        pair.getStyleClass().add("entry");

        pair.setAlignment(Pos.CENTER_LEFT);
        Tooltip.install(pair, new Tooltip(meaning));
        getChildren().add(pair);
        return pair;
    }
}
