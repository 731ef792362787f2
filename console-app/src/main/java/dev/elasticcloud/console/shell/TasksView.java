package dev.elasticcloud.console.shell;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.task.LongTask;
import dev.elasticcloud.console.task.TaskCentre;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// All long tasks with their step, progress and a cancel button.
final class TasksView extends ScrollPane {

    private final TaskCentre tasks;
    private final VBox rows = new VBox();
    private final ListChangeListener<LongTask> onTasks = change -> show();
    private List<Subscription> followed = new ArrayList<>();

    TasksView(TaskCentre tasks) {
        this.tasks = tasks;
        getStyleClass().add("tasks");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        rows.getStyleClass().add("rows");
        setContent(rows);
        tasks.tasks().addListener(onTasks);
        show();
    }

    /// Stops following the tasks.
    void close() {
        tasks.tasks().removeListener(onTasks);
        unfollow();
    }

    private void unfollow() {
        followed.forEach(Subscription::unsubscribe);
        followed = new ArrayList<>();
    }

    private void show() {
        unfollow();
        if (tasks.tasks().isEmpty()) {
            Label none = new Label(text("shell.taskList.none"));
            none.setWrapText(true);
            none.getStyleClass().add("none");
            rows.getChildren().setAll(none);
            return;
        }
        rows.getChildren().setAll(tasks.tasks().stream().map(this::row).toList());
    }

    private VBox row(LongTask task) {
        FontIcon icon = new FontIcon(Feather.CIRCLE);
        Label title = new Label(task.title(), icon);
        title.getStyleClass().add("title");
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        Button cancel = new Button(text("shell.taskList.cancel"));
        cancel.setAccessibleText(text("shell.taskList.cancelTask", task.title()));
        cancel.setMinWidth(USE_PREF_SIZE);
        cancel.setOnAction(event -> task.cancel());
        HBox top = new HBox(title, cancel);
        top.setAlignment(Pos.CENTER_LEFT);
        Label step = new Label();
        step.getStyleClass().add("step");
        step.setWrapText(true);
        ProgressBar bar = new ProgressBar(0);
        bar.setMaxWidth(Double.MAX_VALUE);
        VBox row = new VBox(top, bar, step);
        row.getStyleClass().add("task");
        followed.add(
                task.stageProperty()
                        .subscribe(
                                stage -> {
                                    icon.setIconCode(icon(stage.state()));
                                    row.getStyleClass()
                                            .setAll(
                                                    "task",
                                                    stage.state().name().toLowerCase(Locale.ROOT));
                                    step.setText(stage.step());
                                    // An indeterminate bar is animated, so it would redraw all the
                                    // time.
                                    bar.setProgress(stage.progress().orElse(0));
                                    boolean known = task.running() && stage.progress().isPresent();
                                    bar.setVisible(known);
                                    bar.setManaged(known);
                                    bar.setAccessibleText(task.title() + ": " + stage.step());
                                    cancel.setVisible(task.cancellable());
                                    cancel.setManaged(task.cancellable());
                                }));
        return row;
    }

    private static Feather icon(LongTask.State state) {
        return switch (state) {
            case RUNNING -> Feather.LOADER;
            case DONE -> Feather.CHECK_CIRCLE;
            case FAILED -> Feather.ALERT_CIRCLE;
            case CANCELLED -> Feather.X_CIRCLE;
        };
    }
}
