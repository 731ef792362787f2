package dev.elasticcloud.console.feature.overview;

import dev.elasticcloud.console.connection.CloudConnection;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.PodHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The history of one pod over the shown range, requested again whenever a new step is due while
/// it is shown.
final class PodPastModel {

    /// How much earlier than a step to ask for the history again, so that no point is missed.
    private static final Duration EARLY = Duration.ofMillis(50);

    private final CloudConnection connection;
    private final InstantSource clock;
    private final PodName pod;
    private final ReadOnlyObjectWrapper<HistoryWindow> window;
    private TimeRange range;
    private boolean watched;
    private boolean asking;
    private boolean wanted;
    private Instant next = Instant.MIN;

    PodPastModel(CloudConnection connection, InstantSource clock, PodName pod, TimeRange range) {
        this.connection = connection;
        this.clock = clock;
        this.pod = pod;
        this.range = range;
        Instant now = connection.snapshot().at();
        this.window =
                new ReadOnlyObjectWrapper<>(HistoryWindow.of(PodHistory.empty(pod), range, now));
    }

    ReadOnlyObjectProperty<HistoryWindow> windowProperty() {
        return window.getReadOnlyProperty();
    }

    /// Returns whether that is a change.
    boolean watch(boolean on) {
        boolean changed = on != watched;
        watched = on;
        return changed;
    }

    /// Switches to another range, whose history is due at once.
    void show(TimeRange changed) {
        range = changed;
        next = Instant.MIN;
    }

    /// Whether history is wanted but not yet due.
    boolean isWanted() {
        return wanted;
    }

    /// Requests the history if it is due; otherwise it stays wanted.
    void want() {
        wanted = true;
        Instant now = clock.instant();
        if (!watched || asking || now.isBefore(next)) {
            return;
        }
        wanted = false;
        asking = true;
        TimeRange asked = range;
        next = now.plus(asked.step().minus(EARLY));
        Instant to = connection.snapshot().at();
        connection.history(
                pod,
                asked.before(to),
                history -> {
                    asking = false;
                    if (asked == range) {
                        window.set(HistoryWindow.of(history, asked, to));
                    }
                    if (wanted) {
                        want();
                    }
                },
                refusal -> asking = false);
    }
}
