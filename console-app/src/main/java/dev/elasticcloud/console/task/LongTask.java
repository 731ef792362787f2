package dev.elasticcloud.console.task;

import static dev.elasticcloud.console.text.Texts.text;

import java.util.Optional;
import java.util.OptionalDouble;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// A task that takes long enough for its user to do something else meanwhile. Use it on the UI
/// thread.
public final class LongTask {

    /// The state of the task.
    public enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    /// The progress of the task.
    ///
    /// @param step the current step, or how it ended
    /// @param progress the share that is done, from 0 to 1; empty while unknown
    public record Stage(State state, String step, OptionalDouble progress) {}

    private final String title;
    private final @Nullable Runnable onCancel;
    private final ReadOnlyObjectWrapper<Stage> stage =
            new ReadOnlyObjectWrapper<>(new Stage(State.RUNNING, "", OptionalDouble.empty()));

    /// @param onCancel cancels the task; null when it cannot be cancelled
    LongTask(String title, @Nullable Runnable onCancel) {
        this.title = title;
        this.onCancel = onCancel;
    }

    public String title() {
        return title;
    }

    public Stage stage() {
        return stage.get();
    }

    public ReadOnlyObjectProperty<Stage> stageProperty() {
        return stage.getReadOnlyProperty();
    }

    public boolean running() {
        return stage().state() == State.RUNNING;
    }

    public boolean cancellable() {
        return running() && onCancel != null;
    }

    /// Sets the current step, without a share.
    public void step(String what) {
        change(new Stage(State.RUNNING, what, OptionalDouble.empty()));
    }

    /// Sets the current step and the share that is done, from 0 to 1.
    public void step(String what, double progress) {
        change(new Stage(State.RUNNING, what, OptionalDouble.of(Math.clamp(progress, 0, 1))));
    }

    public void done(String result) {
        change(new Stage(State.DONE, result, OptionalDouble.of(1)));
    }

    public void failed(String why) {
        change(new Stage(State.FAILED, why, stage().progress()));
    }

    /// Cancels the task if possible.
    public void cancel() {
        Optional.ofNullable(onCancel)
                .filter(cancel -> running())
                .ifPresent(
                        cancel -> {
                            change(
                                    new Stage(
                                            State.CANCELLED,
                                            text("task.cancelled"),
                                            stage().progress()));
                            cancel.run();
                        });
    }

    /// An ended task keeps its state.
    private void change(Stage changed) {
        if (running() && !changed.equals(stage())) {
            stage.set(changed);
        }
    }
}
