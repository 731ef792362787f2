package dev.elasticcloud.console.bench;

import java.time.Duration;

/// Beats of a measuring loop at fixed times from its start, so that the time which a beat's work
/// takes does not stretch the loop.
final class Pace {

    private final Duration period;
    private final long begun = System.nanoTime();
    private int beats;

    Pace(Duration period) {
        this.period = period;
    }

    /// Waits for the next beat; returns at once when its time has passed.
    void awaitBeat() {
        beats++;
        OpenWindow.rest(period.multipliedBy(beats).minus(elapsed()));
    }

    /// How long the loop has really run.
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
