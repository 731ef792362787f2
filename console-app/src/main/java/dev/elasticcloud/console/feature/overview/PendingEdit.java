package dev.elasticcloud.console.feature.overview;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// A setting as the screen shows it. An edit is kept until the snapshot contains it, so that a
/// control does not jump back and forth; after some seconds the snapshot wins.
final class PendingEdit<T> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<T> shown;
    private @Nullable T edited;
    private Instant until = Instant.MIN;

    PendingEdit(InstantSource clock, T value) {
        this.clock = clock;
        this.shown = new ReadOnlyObjectWrapper<>(value);
    }

    ReadOnlyObjectProperty<T> property() {
        return shown.getReadOnlyProperty();
    }

    T value() {
        return shown.get();
    }

    void edit(T value) {
        edited = value;
        until = clock.instant().plus(PATIENCE);
        set(value);
    }

    void forget(T value) {
        edited = null;
        set(value);
    }

    void follow(T value) {
        T waitingFor = edited;
        if (waitingFor != null && !waitingFor.equals(value) && clock.instant().isBefore(until)) {
            return;
        }
        forget(value);
    }

    private void set(T value) {
        if (!value.equals(shown.get())) {
            shown.set(value);
        }
    }
}
