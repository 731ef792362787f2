package dev.elasticcloud.console.task;

import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// All long tasks of this window, newest first, and how many of them run. Use it on the UI thread.
public final class TaskCentre {

    /// How many ended tasks are kept.
    private static final int KEPT = 50;

    private final ObservableList<LongTask> tasks = FXCollections.observableArrayList();
    private final ReadOnlyIntegerWrapper running = new ReadOnlyIntegerWrapper(0);
    private final Consumer<LongTask> ended;

    /// @param ended receives each task when it has ended
    public TaskCentre(Consumer<LongTask> ended) {
        this.ended = ended;
    }

    public ObservableList<LongTask> tasks() {
        return FXCollections.unmodifiableObservableList(tasks);
    }

    public ReadOnlyIntegerProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /// Adds a new task; the caller reports its steps and its end to the returned object.
    ///
    /// @param title what it is, such as "Initialise light and medium"
    /// @param onCancel cancels the task; null when it cannot be cancelled
    public LongTask start(String title, @Nullable Runnable onCancel) {
        LongTask task = new LongTask(title, onCancel);
        task.stageProperty()
                .addListener(
                        (o, before, now) -> {
                            if (now.state() != LongTask.State.RUNNING) {
                                count();
                                ended.accept(task);
                            }
                        });
        tasks.addFirst(task);
        forgetOld();
        count();
        return task;
    }

    private void forgetOld() {
        for (int i = tasks.size() - 1; i >= 0 && tasks.size() > KEPT; i--) {
            if (!tasks.get(i).running()) {
                tasks.remove(i);
            }
        }
    }

    private void count() {
        running.set((int) tasks.stream().filter(LongTask::running).count());
    }
}
