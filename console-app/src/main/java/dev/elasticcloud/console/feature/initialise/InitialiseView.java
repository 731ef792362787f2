package dev.elasticcloud.console.feature.initialise;

import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A card for each pod with its number of first nodes and its progress.
public final class InitialiseView extends VBox {

    private final InitialiseModel model;
    private final HBox cards = new HBox();
    private final Map<PodName, PodSetupCard> byPod = new TreeMap<>();
    private final Button initialise = new Button("Initialise");

    public InitialiseView(InitialiseModel model) {
        this.model = model;
        getStyleClass().add("initialise");
        getStylesheets().add(Stylesheets.named(InitialiseView.class, "initialise.css"));
        Label title = new Label("Initialise");
        title.getStyleClass().add("screen-title");
        Label summary = new Label("Choose how many nodes each pod starts with");
        summary.getStyleClass().add("screen-summary");
        cards.getStyleClass().add("setup-cards");
        ScrollPane scroller = new ScrollPane(cards);
        scroller.getStyleClass().add("setup-scroller");
        scroller.setFitToWidth(true);
        VBox.setVgrow(scroller, Priority.ALWAYS);
        getChildren().setAll(new VBox(title, summary), scroller, footer());
        model.podsProperty().addListener((property, before, now) -> show(now));
        show(model.podsProperty().get());
    }

    private HBox footer() {
        initialise.setId("initialise-button");
        initialise.getStyleClass().add("accent");
        initialise.setDefaultButton(true);
        initialise.setOnAction(event -> model.initialise());
        Label hint = new Label();
        hint.setId("initialise-hint");
        hint.textProperty().bind(model.hintProperty());
        hint.getStyleClass().add("hint");
        Label error = new Label();
        error.setId("initialise-error");
        error.textProperty().bind(model.errorProperty());
        error.getStyleClass().add("error");
        error.setWrapText(true);
        model.hintProperty().addListener((property, before, now) -> enable());
        HBox footer = new HBox(initialise, hint, error);
        footer.getStyleClass().add("setup-footer");
        footer.setAlignment(Pos.CENTER_LEFT);
        return footer;
    }

    private void show(List<PodStatus> pods) {
        if (!byPod.keySet().equals(new TreeMap<>(names(pods)).keySet())) {
            cards.getChildren().clear();
            byPod.clear();
            for (PodStatus pod : pods) {
                PodSetupCard card = new PodSetupCard(model, pod);
                HBox.setHgrow(card, Priority.ALWAYS);
                byPod.put(pod.name(), card);
                cards.getChildren().add(card);
            }
        }
        pods.forEach(
                pod -> {
                    PodSetupCard card = byPod.get(pod.name());
                    if (card != null) {
                        card.show(pod);
                    }
                });
        enable();
    }

    private static Map<PodName, PodStatus> names(List<PodStatus> pods) {
        Map<PodName, PodStatus> names = new TreeMap<>();
        pods.forEach(pod -> names.put(pod.name(), pod));
        return names;
    }

    private void enable() {
        initialise.setDisable(model.ready().isEmpty());
    }
}
