package dev.elasticcloud.console.feature.initialise;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Accent;
import dev.elasticcloud.console.control.CardGrid;
import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.ArrayList;
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

/// A card for each pod with its initial number of nodes and its progress.
public final class InitialiseView extends VBox {

    private static final double LEAST_CARD = 252;

    private final InitialiseModel model;
    private final CardGrid cards = new CardGrid(LEAST_CARD);
    private final Map<PodName, PodSetupCard> byPod = new TreeMap<>();
    private final EngineCard engine = new EngineCard();
    private final Button initialise = new Button(text("initialise.start"));

    public InitialiseView(InitialiseModel model, InitialiseActions actions) {
        this.model = model;
        getStyleClass().add("initialise");
        getStylesheets().add(Stylesheets.named(InitialiseView.class, "initialise.css"));
        Label title = new Label(text("screen.initialise"));
        title.getStyleClass().add("screen-title");
        Label summary = new Label(text("initialise.intro"));
        summary.getStyleClass().add("screen-summary");
        cards.getStyleClass().add("setup-cards");
        ScrollPane scroller = new ScrollPane(cards);
        scroller.getStyleClass().add("setup-scroller");
        scroller.setFitToWidth(true);
        VBox.setVgrow(scroller, Priority.ALWAYS);
        getChildren()
                .setAll(
                        new VBox(title, summary),
                        engine,
                        scroller,
                        footer(actions),
                        elsewhere(actions));
        model.engineProperty()
                .addListener(
                        (property, before, now) -> {
                            engine.show(now);
                            enable();
                        });
        engine.show(model.engineProperty().get());
        model.podsProperty().addListener((property, before, now) -> show(now));
        show(model.podsProperty().get());
    }

    /// Other ways to open a cloud; empty if clouds cannot be switched.
    private static HBox elsewhere(InitialiseActions actions) {
        HBox ways = new HBox();
        ways.getStyleClass().add("elsewhere");
        ways.setAlignment(Pos.CENTER_LEFT);
        ways.setVisible(actions.onSimulated().isPresent());
        ways.setManaged(ways.isVisible());
        Label title = new Label(text("initialise.simulatedTitle"));
        title.getStyleClass().add("name");
        Label words = new Label(text("initialise.simulatedIntro"));
        words.getStyleClass().add("description");
        words.setWrapText(true);
        VBox text = new VBox(title, words);
        HBox.setHgrow(text, Priority.ALWAYS);
        ways.getChildren().add(text);
        actions.onSimulated()
                .ifPresent(
                        open ->
                                ways.getChildren()
                                        .add(way(text("initialise.openSimulated"), open)));
        actions.onConnect()
                .ifPresent(open -> ways.getChildren().add(way(text("initialise.connect"), open)));
        return ways;
    }

    private static Button way(String title, Runnable open) {
        Button button = new Button(title);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> open.run());
        return button;
    }

    private HBox footer(InitialiseActions actions) {
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
        Label promise = new Label();
        promise.textProperty().bind(model.promiseProperty());
        promise.getStyleClass().add("hint");
        Button overview = new Button(text("initialise.toOverview"));
        overview.setMinWidth(USE_PREF_SIZE);
        overview.setOnAction(event -> actions.onOverview().run());
        HBox.setHgrow(error, Priority.ALWAYS);
        error.setMaxWidth(Double.MAX_VALUE);
        HBox footer = new HBox(initialise, hint, promise, error, overview);
        footer.getStyleClass().add("setup-footer");
        footer.setAlignment(Pos.CENTER_LEFT);
        return footer;
    }

    private void show(List<PodStatus> pods) {
        if (!byPod.keySet().equals(names(pods).keySet())) {
            byPod.clear();
            List<PodSetupCard> fresh = new ArrayList<>();
            for (PodStatus pod : pods) {
                PodSetupCard card = new PodSetupCard(model, pod, Accent.of(byPod.size()));
                byPod.put(pod.name(), card);
                fresh.add(card);
            }
            cards.setCards(fresh);
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
