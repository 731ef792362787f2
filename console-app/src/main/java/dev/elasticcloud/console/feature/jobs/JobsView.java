package dev.elasticcloud.console.feature.jobs;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Selectable;
import dev.elasticcloud.console.control.Stylesheets;
import dev.elasticcloud.console.text.Numbers;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The jobs screen: the form of the chosen program on the left; the last batch, the history and
/// one result on the right.
public final class JobsView extends VBox implements Selectable {

    private final JobsModel model;
    private final Label sums = new Label();
    private final ComboBox<JobsModel.Program> choice = new ComboBox<>();
    private final StackPane formPlace = new StackPane();
    private final Map<PodName, JobFormView> forms = new HashMap<>();
    private final Map<PodName, JobFormModel> models = new HashMap<>();

    public JobsView(JobsModel model) {
        this.model = model;
        getStyleClass().add("jobs");
        getStylesheets().add(Stylesheets.named(JobsView.class, "jobs.css"));
        Label title = new Label(text("screen.jobs"));
        title.getStyleClass().add("screen-title");
        sums.setId("job-sums");
        sums.getStyleClass().add("screen-summary");
        choice.setId("job-pod");
        choice.setAccessibleText(text("jobs.accessible.program"));
        choice.setMaxWidth(Double.MAX_VALUE);
        choice.setCellFactory(list -> new ProgramCell());
        choice.setButtonCell(new ProgramCell());
        choice.valueProperty()
                .addListener(
                        (property, before, now) -> {
                            if (now != null) {
                                model.choose(now.pod());
                            }
                        });
        VBox.setVgrow(formPlace, Priority.ALWAYS);
        formPlace.setMinHeight(0);
        VBox left = new VBox(choice, formPlace);
        left.getStyleClass().addAll("card", "left");
        HistoryView history = new HistoryView(model);
        ResultView result = new ResultView(model);
        VBox.setVgrow(history, Priority.ALWAYS);
        VBox.setVgrow(result, Priority.ALWAYS);
        VBox right = new VBox(new BatchView(model.batch()), history, result);
        right.getStyleClass().add("right");
        HBox.setHgrow(right, Priority.ALWAYS);
        HBox both = new HBox(left, right);
        both.getStyleClass().add("columns");
        VBox.setVgrow(both, Priority.ALWAYS);
        getChildren().setAll(new VBox(title, sums), both);
        model.countsProperty().addListener((property, before, now) -> showSums(now));
        model.programsProperty().addListener((property, before, now) -> showPrograms(now));
        model.formProperty().addListener((property, before, now) -> showForm(now));
        showSums(model.countsProperty().get());
        showPrograms(model.programsProperty().get());
        showForm(model.formProperty().get());
    }

    /// Chooses the program of a pod, or opens the job with a number.
    @Override
    public void select(String what) {
        Optional<JobsModel.Program> program =
                model.programsProperty().get().stream()
                        .filter(p -> p.pod().value().equals(what))
                        .findFirst();
        program.ifPresentOrElse(
                p -> model.choose(p.pod()),
                () -> {
                    if (what.matches("[a-z0-9-]{1,40}")) {
                        model.result().open(new JobId(what));
                    }
                });
    }

    private void showSums(JobCounts counts) {
        String lost =
                counts.lost() == 0
                        ? text("jobs.noneLost")
                        : text("jobs.lost", Numbers.thousands(counts.lost()));
        sums.setText(
                counts.accepted() == 0
                        ? text("jobs.intro")
                        : text(
                                "jobs.sums",
                                Numbers.thousands(counts.accepted()),
                                Numbers.thousands(counts.completed()),
                                Numbers.thousands(counts.failed()),
                                Numbers.thousands(counts.cancelled()),
                                Numbers.thousands(counts.open()),
                                lost));
    }

    private void showPrograms(List<JobsModel.Program> programs) {
        if (!choice.getItems().equals(programs)) {
            Optional<PodName> chosen = model.formProperty().get().map(JobFormModel::pod);
            choice.getItems().setAll(programs);
            programs.stream()
                    .filter(p -> chosen.equals(Optional.of(p.pod())))
                    .findFirst()
                    .ifPresent(choice::setValue);
        }
        choice.setDisable(programs.isEmpty());
    }

    private void showForm(Optional<JobFormModel> form) {
        if (form.isEmpty()) {
            Label nothing = new Label(text("jobs.noProgram"));
            nothing.setWrapText(true);
            nothing.getStyleClass().add("help");
            StackPane.setAlignment(nothing, Pos.TOP_LEFT);
            formPlace.getChildren().setAll(nothing);
            return;
        }
        JobFormModel shown = form.get();
        if (models.put(shown.pod(), shown) != shown) {
            forms.put(shown.pod(), new JobFormView(model, shown));
        }
        formPlace.getChildren().setAll(forms.get(shown.pod()));
        choice.getItems().stream()
                .filter(p -> p.pod().equals(shown.pod()))
                .findFirst()
                .ifPresent(choice::setValue);
    }

    /// A program by its title.
    private static final class ProgramCell extends ListCell<JobsModel.Program> {
        @Override
        protected void updateItem(JobsModel.@Nullable Program program, boolean empty) {
            super.updateItem(program, empty);
            setText(program == null || empty ? "" : program.title());
        }
    }
}
