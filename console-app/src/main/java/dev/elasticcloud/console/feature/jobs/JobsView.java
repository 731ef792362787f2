package dev.elasticcloud.console.feature.jobs;

import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.manager.model.PodName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The jobs screen: a choice of pods above the form of the chosen pod.
public final class JobsView extends VBox {

    private final Map<PodName, JobFormView> forms = new HashMap<>();

    /// @param pods in the order to show them
    /// @param form creates the form of one pod
    public JobsView(List<PodName> pods, Function<PodName, JobFormView> form) {
        getStyleClass().add("jobs");
        getStylesheets().add(Stylesheets.named(JobFormView.class, "jobs.css"));
        Label title = new Label("Jobs");
        title.getStyleClass().add("screen-title");
        Label summary = new Label("Run one job or many; each pod declares its own form");
        summary.getStyleClass().add("screen-summary");
        ChoiceBox<PodName> choice = new ChoiceBox<>();
        choice.setId("job-pod");
        choice.getItems().setAll(pods);
        StackPane place = new StackPane();
        VBox.setVgrow(place, Priority.ALWAYS);
        choice.valueProperty()
                .addListener(
                        (property, before, now) ->
                                place.getChildren()
                                        .setAll(forms.computeIfAbsent(now, form::apply)));
        if (!pods.isEmpty()) {
            choice.setValue(pods.getFirst());
        }
        HBox bar = new HBox(new Label("Pod"), choice);
        bar.getStyleClass().add("bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(new VBox(title, summary), bar, place);
    }
}
