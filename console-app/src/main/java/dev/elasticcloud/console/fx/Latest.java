package dev.elasticcloud.console.fx;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Delivers values to the UI thread. Only the latest counts: a burst arrives as its last value.
public final class Latest<T> {

    private final AtomicReference<@Nullable T> waiting = new AtomicReference<>();
    private final UiThread ui;
    private final Consumer<T> receiver;

    public Latest(UiThread ui, Consumer<T> receiver) {
        this.ui = ui;
        this.receiver = receiver;
    }

    /// Can be called from any thread.
    public void offer(T value) {
        if (waiting.getAndSet(value) == null) {
            ui.run(this::deliver);
        }
    }

    private void deliver() {
        T value = waiting.getAndSet(null);
        if (value != null) {
            receiver.accept(value);
        }
    }
}
