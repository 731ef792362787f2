package dev.elasticcloud.console.feature.overview;

import static dev.elasticcloud.console.text.Texts.text;

import atlantafx.base.theme.Styles;
import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.manager.model.PodName;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The dialog that sends a burst of jobs.
public final class BurstView extends VBox {

    /// @param onSent closes the dialog
    public BurstView(BurstModel model, Runnable onSent) {
        getStyleClass().add("burst");
        getStylesheets().add(Stylesheets.named(OverviewView.class, "overview.css"));
        if (model.pods().isEmpty()) {
            Label none = new Label(text("overview.burst.noPod"));
            getChildren().setAll(none);
            return;
        }
        Label words = new Label(text("overview.burst.intro"));
        words.setWrapText(true);
        ChoiceBox<PodName> pods = new ChoiceBox<>();
        pods.setId("burst-pod");
        pods.setAccessibleText(text("overview.burst.pod"));
        pods.getItems().setAll(model.pods());
        Spinner<Integer> count = new Spinner<>(1, BurstModel.MOST, 10, 10);
        count.setId("burst-count");
        count.setEditable(true);
        count.getEditor().setAccessibleText(text("overview.burst.accessible.count"));
        pods.valueProperty()
                .addListener(
                        (o, before, now) -> count.getValueFactory().setValue(model.suggested(now)));
        pods.setValue(model.pods().getFirst());
        Button send = new Button(text("overview.burst.send"));
        send.setId("burst-send");
        send.getStyleClass().add(Styles.ACCENT);
        send.setDefaultButton(true);
        send.setDisable(!model.notAllowed().isEmpty());
        send.setOnAction(
                event -> {
                    model.send(pods.getValue(), count.getValue());
                    onSent.run();
                });
        HBox form =
                new HBox(
                        new Label(text("overview.burst.pod")),
                        pods,
                        new Label(text("overview.burst.jobs")),
                        count,
                        send);
        form.getStyleClass().add("form");
        form.setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(words, form);
        if (!model.notAllowed().isEmpty()) {
            getChildren().add(new Label(model.notAllowed()));
        }
    }
}
