package dev.elasticcloud.console.feature.jobs;

import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobState;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The jobs run from a form: their progress, a list, and the selected job's result.
final class BatchView extends VBox {

    private final JobFormModel model;
    private final ProgressBar progress = new ProgressBar(0);
    private final Label counts = new Label("Nothing run yet");
    private final ListView<Job> jobs = new ListView<>();
    private final TextArea answer = new TextArea();

    BatchView(JobFormModel model) {
        this.model = model;
        getStyleClass().add("batch");
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.setId("job-progress");
        counts.setId("job-counts");
        counts.getStyleClass().add("help");
        jobs.setId("job-list");
        jobs.setPrefHeight(170);
        jobs.setCellFactory(list -> new JobCell());
        jobs.getSelectionModel()
                .selectedItemProperty()
                .addListener(
                        (property, before, now) -> answer.setText(now == null ? "" : text(now)));
        answer.setId("job-answer");
        answer.setEditable(false);
        answer.getStyleClass().add("answer");
        VBox.setVgrow(answer, Priority.ALWAYS);
        getChildren().setAll(progress, counts, jobs, answer, buttons());
        model.batchProperty().addListener((property, before, now) -> show(now));
        show(model.batchProperty().get());
    }

    private HBox buttons() {
        Button cancel = new Button("Cancel");
        cancel.setId("cancel-jobs");
        cancel.disableProperty()
                .bind(
                        Bindings.createBooleanBinding(
                                () -> !model.batchProperty().get().open(), model.batchProperty()));
        cancel.setOnAction(event -> model.cancel());
        Button copy = new Button("Copy answer");
        copy.disableProperty().bind(answer.textProperty().isEmpty());
        copy.setOnAction(
                event -> {
                    ClipboardContent content = new ClipboardContent();
                    content.putString(answer.getText());
                    Clipboard.getSystemClipboard().setContent(content);
                });
        HBox row = new HBox(cancel, copy);
        row.getStyleClass().add("bar");
        return row;
    }

    private void show(JobFormModel.Batch batch) {
        progress.setProgress(batch.progress());
        counts.setText(
                batch.jobs().isEmpty()
                        ? "Nothing run yet"
                        : "%d accepted · %d queued · %d running · %d done · %d failed · %d cancelled"
                                .formatted(
                                        batch.jobs().size(),
                                        batch.count(JobState.QUEUED),
                                        batch.count(JobState.RUNNING),
                                        batch.count(JobState.COMPLETED),
                                        batch.count(JobState.FAILED),
                                        batch.count(JobState.CANCELLED)));
        int selected = Math.max(0, jobs.getSelectionModel().getSelectedIndex());
        jobs.getItems().setAll(batch.jobs());
        if (!batch.jobs().isEmpty()) {
            jobs.getSelectionModel().select(Math.min(selected, batch.jobs().size() - 1));
        }
    }

    private static String text(Job job) {
        return switch (job.state()) {
            case COMPLETED -> AnswerFormat.readable(job.result());
            case FAILED, CANCELLED -> job.reason();
            case QUEUED -> "waiting for a free slot";
            case RUNNING -> "running";
        };
    }

    /// One job on a line: its state, its node, how long it took.
    private static final class JobCell extends ListCell<Job> {
        @Override
        protected void updateItem(@org.jspecify.annotations.Nullable Job job, boolean empty) {
            super.updateItem(job, empty);
            if (job == null || empty) {
                setText(null);
                return;
            }
            String took = job.latency().map(latency -> latency.toMillis() + " ms").orElse("");
            setText(
                    "%-10s %-12s %8s   %s"
                            .formatted(job.state().word(), job.node(), took, job.id()));
        }
    }
}
