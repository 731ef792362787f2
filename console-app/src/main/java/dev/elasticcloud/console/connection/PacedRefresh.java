package dev.elasticcloud.console.connection;

import dev.elasticcloud.manager.model.status.CloudSnapshot;
import java.time.Duration;
import javafx.beans.value.ChangeListener;

/// Repeats a request after each snapshot while a screen is shown, with a pause in between. A
/// request that is due during the pause is sent at its end, so that the last state is always read.
/// Use it on the UI thread.
public final class PacedRefresh {

    private final CloudConnection connection;
    private final long pauseNanos;
    private final Runnable refresh;
    private final ChangeListener<CloudSnapshot> listener = (o, before, now) -> request();
    private long lastNanos;
    private boolean begun;
    private boolean waiting;

    public PacedRefresh(CloudConnection connection, Duration pause, Runnable refresh) {
        this.connection = connection;
        this.pauseNanos = pause.toNanos();
        this.refresh = refresh;
    }

    /// Sets whether the screen is shown; nothing is requested otherwise.
    public void watch(boolean on) {
        connection.snapshotProperty().removeListener(listener);
        if (on) {
            connection.snapshotProperty().addListener(listener);
            now();
        }
    }

    public void request() {
        if (waiting) {
            return;
        }
        long rest = begun ? pauseNanos - (System.nanoTime() - lastNanos) : 0;
        if (rest <= 0) {
            now();
        } else {
            waiting = true;
            connection.later(Duration.ofNanos(rest), this::makeUp);
        }
    }

    private void makeUp() {
        waiting = false;
        now();
    }

    /// Refreshes at once.
    public void now() {
        begun = true;
        lastNanos = System.nanoTime();
        refresh.run();
    }
}
