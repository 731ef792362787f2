package dev.elasticcloud.console.feature.nodes;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The actions on the selected nodes, and their progress.
final class BulkBar extends HBox {

    private final NodesModel model;
    private final Label text = new Label(text("nodes.bulk.hint"));
    private final Button logs = new Button(text("nodes.bulk.logs"));
    private final HBox confirm = new HBox(8);

    /// @param openLogs shows the logs of the chosen nodes
    BulkBar(NodesModel model, Runnable openLogs) {
        this.model = model;
        getStyleClass().add("bulk-bar");
        setAlignment(Pos.CENTER_LEFT);
        confirm.getStyleClass().add("confirm");
        confirm.setAlignment(Pos.CENTER_LEFT);
        show(confirm, false);
        text.getStyleClass().add("hint");
        text.setMinWidth(0);
        getChildren().add(text);
        for (BulkAction action : BulkAction.values()) {
            getChildren().add(button(action, model.refusal()));
        }
        logs.setId("bulk-LOGS");
        logs.setMinWidth(Region.USE_PREF_SIZE);
        logs.getStyleClass().add(Styles.SMALL);
        logs.setAccessibleText(text("nodes.bulk.accessible.logs"));
        logs.setOnAction(event -> openLogs.run());
        getChildren().add(logs);
        model.checkedProperty()
                .addListener(
                        (o, before, now) -> {
                            // The question names the nodes that were chosen when it was asked.
                            show(confirm, false);
                            refresh();
                        });
        model.bulkSummaryProperty().addListener((o, before, now) -> refresh());
        refresh();
    }

    /// The question before nodes are removed, placed separately.
    Node confirmation() {
        return confirm;
    }

    private Button button(BulkAction action, String refusal) {
        Button button = new Button(action.title());
        button.setId("bulk-" + action.name());
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.getStyleClass().add(Styles.SMALL);
        if (action == BulkAction.REMOVE) {
            button.getStyleClass().add(Styles.DANGER);
        }
        String words = action.spoken();
        button.setAccessibleText(refusal.isEmpty() ? words : words + ". " + refusal);
        button.setOnAction(event -> ask(action));
        return button;
    }

    private void ask(BulkAction action) {
        if (action != BulkAction.REMOVE) {
            model.run(action);
            return;
        }
        int count = model.checkedProperty().get().size();
        Label question = new Label(count("nodes.bulk.remove.question", count));
        question.setWrapText(true);
        Button yes = new Button(text("nodes.bulk.remove.yes", count));
        yes.setId("confirm-remove");
        yes.getStyleClass().addAll(Styles.SMALL, Styles.DANGER);
        yes.setOnAction(
                event -> {
                    show(confirm, false);
                    model.run(BulkAction.REMOVE);
                });
        Button no = new Button(text("nodes.bulk.remove.no"));
        no.getStyleClass().add(Styles.SMALL);
        no.setOnAction(event -> show(confirm, false));
        Region space = new Region();
        HBox.setHgrow(space, Priority.SOMETIMES);
        confirm.getChildren().setAll(question, space, no, yes);
        show(confirm, true);
        no.requestFocus();
    }

    private void refresh() {
        int count = model.checkedProperty().get().size();
        String progress = model.bulkSummaryProperty().get();
        text.setText(
                !progress.isEmpty()
                        ? progress
                        : count == 0 ? text("nodes.bulk.hint") : text("nodes.bulk.chosen", count));
        String refusal = model.refusal();
        if (!refusal.isEmpty()) {
            text.setText(refusal);
        }
        for (Node child : getChildren()) {
            if (child instanceof Button) {
                child.setDisable(count == 0 || !refusal.isEmpty());
            }
        }
        logs.setDisable(count == 0);
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
