package dev.elasticcloud.console.feature.jobs;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.text.Numbers;
import java.io.File;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/// The form of one program: its values, and the ways to run it: once, many times, or once for each
/// row of a file.
final class JobFormView extends VBox {

    private static final int SHOWN_FAULTS = 4;

    private final JobsModel jobs;
    private final JobFormModel model;
    private final StackPane way = new StackPane();

    JobFormView(JobsModel jobs, JobFormModel model) {
        this.jobs = jobs;
        this.model = model;
        getStyleClass().addAll("job-form", "accent-" + model.pod());
        Label title = new Label(model.title());
        title.getStyleClass().add("title");
        Label description = new Label(model.description());
        description.setWrapText(true);
        description.setMinHeight(Region.USE_PREF_SIZE);
        description.getStyleClass().add("help");
        ScrollPane scroller = new ScrollPane(fields());
        scroller.getStyleClass().add("field-scroller");
        scroller.setFitToWidth(true);
        VBox.setVgrow(scroller, Priority.ALWAYS);
        getChildren().setAll(title, description, scroller, ways(), way);
    }

    private GridPane fields() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("fields");
        ColumnConstraints half = new ColumnConstraints();
        half.setPercentWidth(50);
        grid.getColumnConstraints().setAll(half, half);
        int row = 0;
        int column = 0;
        for (var parameter : model.parameters()) {
            ParameterField field = new ParameterField(model, parameter);
            if (!field.isShort() && column == 1) {
                row++;
                column = 0;
            }
            grid.add(field, column, row, field.isShort() ? 1 : 2, 1);
            column = field.isShort() ? 1 - column : 0;
            row += column == 0 ? 1 : 0;
        }
        if (model.parameters().isEmpty()) {
            Label none = new Label(text("jobs.form.noParameters"));
            none.getStyleClass().add("help");
            grid.add(none, 0, 0, 2, 1);
        }
        return grid;
    }

    private HBox ways() {
        ToggleGroup group = new ToggleGroup();
        HBox bar =
                new HBox(
                        way(group, "run-one", text("jobs.form.runOne"), runOne()),
                        way(group, "run-many", text("jobs.form.runMany"), runMany()),
                        way(group, "run-rows", text("jobs.form.rowsOfFile"), runRows()));
        bar.getStyleClass().add("segments");
        ((ToggleButton) bar.getChildren().getFirst()).setSelected(true);
        group.selectedToggleProperty()
                .addListener(
                        (property, before, now) -> {
                            if (now == null && before != null) {
                                before.setSelected(true);
                            } else if (now != null) {
                                way.getChildren().setAll((Node) now.getUserData());
                            }
                        });
        way.getChildren().setAll((Node) group.getSelectedToggle().getUserData());
        return bar;
    }

    private static ToggleButton way(ToggleGroup group, String id, String text, Node content) {
        ToggleButton button = new ToggleButton(text);
        button.setId(id);
        button.setToggleGroup(group);
        button.setUserData(content);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(button, Priority.ALWAYS);
        return button;
    }

    private VBox runOne() {
        Button run = start("run-job", text("jobs.form.run"));
        run.disableProperty().bind(model.problemProperty().isNotEmpty());
        run.setOnAction(event -> jobs.run(model, 1));
        return pane(run, problem("job-problem"));
    }

    private VBox runMany() {
        Spinner<Integer> count = new Spinner<>(1, JobFormModel.MOST_AT_ONCE, 10);
        count.setId("job-count");
        count.setEditable(true);
        count.setPrefWidth(110);
        Label label =
                new Label(text("jobs.form.howMany", Numbers.thousands(JobFormModel.MOST_AT_ONCE)));
        label.setLabelFor(count);
        count.setAccessibleText(label.getText());
        Button run = start("run-jobs", text("jobs.form.runAll"));
        run.disableProperty().bind(model.problemProperty().isNotEmpty());
        run.setOnAction(
                event -> {
                    count.commitValue();
                    jobs.run(model, count.getValue());
                });
        HBox row = new HBox(label, count);
        row.getStyleClass().add("line");
        row.setAlignment(Pos.CENTER_LEFT);
        return pane(row, run, problem("jobs-problem"));
    }

    private VBox runRows() {
        Label what = new Label(text("jobs.form.rowsHelp"));
        what.setWrapText(true);
        what.setMinHeight(Region.USE_PREF_SIZE);
        what.getStyleClass().add("help");
        Label chosen = new Label();
        chosen.setId("rows-chosen");
        chosen.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(chosen, Priority.ALWAYS);
        chosen.getStyleClass().add("help");
        Button choose = new Button(text("jobs.form.choose"));
        choose.setAccessibleText(text("jobs.form.accessible.choose"));
        choose.setMinWidth(Region.USE_PREF_SIZE);
        choose.setOnAction(
                event -> {
                    File file = new FileChooser().showOpenDialog(getScene().getWindow());
                    if (file != null) {
                        model.readRows(file.toPath());
                    }
                });
        HBox drop = new HBox(chosen, choose);
        drop.getStyleClass().add("file-drop");
        drop.setAlignment(Pos.CENTER_LEFT);
        drop.setOnDragOver(
                event -> {
                    if (event.getDragboard().hasFiles()) {
                        event.acceptTransferModes(TransferMode.COPY);
                    }
                    event.consume();
                });
        drop.setOnDragDropped(this::dropRows);
        Label faults = new Label();
        faults.setId("rows-faults");
        faults.setWrapText(true);
        faults.getStyleClass().add("fault");
        Button run = start("run-file", text("jobs.form.runRows"));
        BooleanBinding blocked =
                Bindings.createBooleanBinding(
                        () ->
                                !model.rowsProperty().get().isValid()
                                        || !model.problemProperty().get().isEmpty(),
                        model.rowsProperty(),
                        model.problemProperty());
        run.disableProperty().bind(blocked);
        run.setOnAction(event -> jobs.runRows(model));
        Runnable show = () -> showRows(model.rowsProperty().get(), chosen, faults);
        model.rowsProperty().addListener((property, before, now) -> show.run());
        show.run();
        return pane(what, drop, faults, run, problem("rows-problem"));
    }

    private void dropRows(DragEvent event) {
        var files = event.getDragboard().getFiles();
        event.setDropCompleted(!files.isEmpty());
        if (!files.isEmpty()) {
            model.readRows(files.getFirst().toPath());
        }
        event.consume();
    }

    private static void showRows(RowsFile rows, Label chosen, Label faults) {
        chosen.setText(
                rows.name().isEmpty()
                        ? text("jobs.form.dropFile")
                        : text(
                                "jobs.form.rows",
                                rows.name(),
                                Numbers.thousands(rows.rows().size())));
        int more = rows.faults().size() - SHOWN_FAULTS;
        String text = String.join("\n", rows.faults().stream().limit(SHOWN_FAULTS).toList());
        faults.setText(
                more > 0
                        ? text + text + "\n" + text("jobs.form.moreFaults", Numbers.thousands(more))
                        : text);
        faults.setVisible(!text.isEmpty());
        faults.setManaged(!text.isEmpty());
    }

    private static Button start(String id, String text) {
        Button run = new Button(text);
        run.setId(id);
        run.getStyleClass().add("accent");
        run.setMaxWidth(Double.MAX_VALUE);
        return run;
    }

    private Label problem(String id) {
        Label problem = new Label();
        problem.setId(id);
        problem.textProperty().bind(model.problemProperty());
        problem.visibleProperty().bind(model.problemProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        problem.setWrapText(true);
        problem.setMinHeight(Region.USE_PREF_SIZE);
        problem.getStyleClass().add("fault");
        return problem;
    }

    private static VBox pane(Node... parts) {
        VBox pane = new VBox(parts);
        pane.getStyleClass().add("way");
        return pane;
    }
}
