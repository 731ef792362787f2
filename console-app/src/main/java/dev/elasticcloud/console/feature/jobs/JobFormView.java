package dev.elasticcloud.console.feature.jobs;

import dev.elasticcloud.console.control.Stylesheets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The form of one pod's job: its parameters, a button, and the jobs run.
public final class JobFormView extends VBox {

    public JobFormView(JobFormModel model) {
        getStyleClass().addAll("job-form", "accent-" + model.pod());
        getStylesheets().add(Stylesheets.named(JobFormView.class, "jobs.css"));
        Label title = new Label(model.title());
        title.getStyleClass().add("title");
        Label description = new Label(model.description());
        description.setWrapText(true);
        description.getStyleClass().add("help");

        VBox fields = new VBox();
        fields.getStyleClass().add("fields");
        model.parameters()
                .forEach(
                        parameter ->
                                fields.getChildren().add(new ParameterField(model, parameter)));
        ScrollPane scroller = new ScrollPane(fields);
        scroller.getStyleClass().add("field-scroller");
        scroller.setFitToWidth(true);

        VBox left = new VBox(title, description, scroller, runBar(model));
        left.getStyleClass().add("left");
        BatchView right = new BatchView(model);
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        VBox.setVgrow(scroller, Priority.ALWAYS);
        HBox both = new HBox(left, right);
        both.getStyleClass().add("columns");
        VBox.setVgrow(both, Priority.ALWAYS);
        getChildren().setAll(both);
    }

    private static VBox runBar(JobFormModel model) {
        Spinner<Integer> count = new Spinner<>(1, JobFormModel.MOST_AT_ONCE, 1);
        count.setId("job-count");
        count.setEditable(true);
        count.setPrefWidth(100);
        Button run = new Button("Run");
        run.setId("run-job");
        run.getStyleClass().add("accent");
        run.setDefaultButton(true);
        run.disableProperty().bind(model.problemProperty().isNotEmpty());
        run.setOnAction(event -> model.run(count.getValue()));
        HBox bar = new HBox(new Label("How many"), count, run);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("bar");
        Label problem = new Label();
        problem.setId("job-problem");
        problem.textProperty().bind(model.problemProperty());
        problem.setWrapText(true);
        problem.getStyleClass().add("fault");
        Label refusal = new Label();
        refusal.textProperty().bind(model.refusalProperty());
        refusal.setWrapText(true);
        refusal.getStyleClass().add("fault");
        return new VBox(bar, problem, refusal);
    }
}
