package dev.elasticcloud.console.feature.jobs;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobState;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One page of jobs as a table: sets only the rows that changed and keeps the selection.
final class HistoryTable extends TableView<Job> {

    /// The width from which all columns fit.
    private static final double WIDE = 536;

    private final Label nothing = new Label();
    private boolean refreshing;

    /// @param title the name of a pod's program
    /// @param clock for the current date
    /// @param opened receives the job that the user chose
    HistoryTable(Function<PodName, String> title, InstantSource clock, Consumer<Job> opened) {
        setId("job-list");
        setAccessibleText(text("jobs.history.accessible.table"));
        setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        nothing.setWrapText(true);
        nothing.getStyleClass().add("help");
        setPlaceholder(nothing);
        getColumns()
                .add(
                        column(
                                text("jobs.history.column.started"),
                                84,
                                90,
                                job -> JobText.at(job.acceptedAt(), clock.instant())));
        getColumns()
                .add(
                        column(
                                text("jobs.history.column.program"),
                                112,
                                130,
                                job -> title.apply(job.pod())));
        getColumns().add(stateColumn());
        getColumns().add(column(text("jobs.history.column.waited"), 58, 72, JobText::waited));
        getColumns().add(column(text("jobs.history.column.ran"), 58, 72, JobText::ran));
        getColumns()
                .add(column(text("jobs.history.column.user"), 58, 90, job -> unknown(job.user())));
        TableColumn<Job, String> values =
                column(
                        text("jobs.history.column.values"),
                        58,
                        240,
                        job -> JobText.parameters(job.parameters()));
        values.setMaxWidth(Double.MAX_VALUE);
        getColumns().add(values);
        // If not all columns fit, the last would be cut off; the result shows its values, too.
        widthProperty()
                .addListener((o, before, now) -> values.setVisible(now.doubleValue() >= WIDE));
        getSelectionModel()
                .selectedItemProperty()
                .addListener(
                        (property, before, now) -> {
                            if (now != null && !refreshing) {
                                opened.accept(now);
                            }
                        });
    }

    /// Calls back after each change of the selection.
    void onSelection(Runnable changed) {
        getSelectionModel()
                .getSelectedItems()
                .addListener((ListChangeListener<Job>) change -> changed.run());
    }

    /// @param whenEmpty the text for a page without jobs
    void show(List<Job> jobs, String whenEmpty) {
        refreshing = true;
        List<Job> rows = getItems();
        Set<JobId> chosen = new HashSet<>(ids(selected()));
        if (ids(rows).equals(ids(jobs))) {
            for (int i = 0; i < rows.size(); i++) {
                if (!rows.get(i).equals(jobs.get(i))) {
                    rows.set(i, jobs.get(i));
                }
            }
        } else {
            getItems().setAll(jobs);
        }
        getSelectionModel().clearSelection();
        for (int i = 0; i < jobs.size(); i++) {
            if (chosen.contains(jobs.get(i).id())) {
                getSelectionModel().select(i);
            }
        }
        refreshing = false;
        nothing.setText(whenEmpty);
    }

    List<Job> selected() {
        return getSelectionModel().getSelectedItems().stream().filter(job -> job != null).toList();
    }

    private static List<JobId> ids(List<Job> rows) {
        return rows.stream().map(Job::id).toList();
    }

    private static String unknown(String text) {
        return text.isEmpty() ? Figures.UNKNOWN : text;
    }

    private static TableColumn<Job, String> column(
            String title, double least, double width, Function<Job, String> words) {
        TableColumn<Job, String> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setMinWidth(least);
        column.setMaxWidth(width * 1.2);
        column.setSortable(false);
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(words.apply(cell.getValue())));
        return column;
    }

    private static TableColumn<Job, String> stateColumn() {
        TableColumn<Job, String> column =
                column(text("jobs.history.column.state"), 92, 100, job -> job.state().name());
        column.setCellFactory(any -> new StateCell());
        return column;
    }

    /// A state as a symbol and a word, so that it can be read without colour.
    private static final class StateCell extends TableCell<Job, String> {
        private final FontIcon icon = new FontIcon(Feather.CIRCLE);

        @Override
        protected void updateItem(@Nullable String name, boolean empty) {
            super.updateItem(name, empty);
            getStyleClass().removeIf(c -> c.startsWith("state-"));
            if (name == null || empty) {
                setText(null);
                setGraphic(null);
                return;
            }
            JobState state = JobState.valueOf(name);
            icon.setIconCode(
                    switch (state) {
                        case QUEUED -> Feather.CLOCK;
                        case RUNNING -> Feather.PLAY;
                        case COMPLETED -> Feather.CHECK;
                        case FAILED -> Feather.X;
                        case CANCELLED -> Feather.MINUS;
                    });
            getStyleClass().add("state-" + state.word());
            setText(JobText.state(state));
            setGraphic(icon);
        }
    }
}
