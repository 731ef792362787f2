package dev.elasticcloud.console.task;

import java.util.Optional;
import java.util.OptionalDouble;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// Work that takes long enough for its user to look elsewhere meanwhile. Use it on the UI thread.
public final class LongTask {

    /// How far the work is.
    public enum State {
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    /// Where the work is.
    ///
    /// @param step what is being done, or how it ended
    /// @param progress the share that is done, from 0 to 1; empty while nobody knows
    public record Stage(State state, String step, OptionalDouble progress) {}

    private final String title;
    private final @Nullable Runnable onCancel;
    private final ReadOnlyObjectWrapper<Stage> stage =
            new ReadOnlyObjectWrapper<>(new Stage(State.RUNNING, "", OptionalDouble.empty()));

    /// @param onCancel ends the work; null when it cannot be ended
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

    /// Tells what is being done, with no word on how much is left.
    public void step(String what) {
        change(new Stage(State.RUNNING, what, OptionalDouble.empty()));
    }

    /// Tells what is being done and the share that is done, from 0 to 1.
    public void step(String what, double progress) {
        change(new Stage(State.RUNNING, what, OptionalDouble.of(Math.clamp(progress, 0, 1))));
    }

    public void done(String result) {
        change(new Stage(State.DONE, result, OptionalDouble.of(1)));
    }

    public void failed(String why) {
        change(new Stage(State.FAILED, why, stage().progress()));
    }

    /// Ends the work where that is possible.
    public void cancel() {
        Optional.ofNullable(onCancel)
                .filter(cancel -> running())
                .ifPresent(
                        cancel -> {
                            change(new Stage(State.CANCELLED, "cancelled", stage().progress()));
                            cancel.run();
                        });
    }

    /// What has ended stays as it ended.
    private void change(Stage changed) {
        if (running() && !changed.equals(stage())) {
            stage.set(changed);
        }
    }
}
