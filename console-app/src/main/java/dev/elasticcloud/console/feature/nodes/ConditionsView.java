package dev.elasticcloud.console.feature.nodes;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.status.Problem;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/// The state of one node: what it is now, when its next try is, and what has happened to it.
final class ConditionsView extends VBox {

    private final NodePaneModel model;

    ConditionsView(NodePaneModel model) {
        this.model = model;
        getStyleClass().add("facts");
        model.eventsProperty().addListener((o, before, now) -> show());
    }

    /// Shows the newest values.
    void show() {
        NodeItem item = model.item();
        if (item == null) {
            return;
        }
        List<Node> facts = new ArrayList<>();
        String state =
                item.note().isEmpty()
                        ? text("nodes.pane.now", item.stateWord())
                        : text("nodes.pane.nowBecause", item.stateWord(), item.note());
        facts.add(NodeInfo.fact(Figures.clock(item.status().since(), item.at()), state));
        model.trouble().ifPresent(problem -> facts.add(nextTry(problem, item)));
        for (CloudEvent event : model.eventsProperty().get()) {
            facts.add(NodeInfo.fact(Figures.clock(event.at(), item.at()), event.message()));
        }
        getChildren().setAll(facts);
    }

    private static Node nextTry(Problem problem, NodeItem item) {
        return NodeInfo.fact(
                text("nodes.pane.nextTry", Figures.clock(problem.retryAt(), item.at())),
                text(
                        "nodes.pane.failed",
                        problem.message(),
                        count("count.times", problem.failures())));
    }
}
