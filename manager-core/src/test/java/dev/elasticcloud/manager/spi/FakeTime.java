package dev.elasticcloud.manager.spi;

import java.time.Duration;
import java.time.Instant;

/// A host's clocks, controlled by a test: time passes, the time of day is set, the host sleeps.
public final class FakeTime {

    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private volatile Instant wall = START;
    private volatile long nanos = 42;

    /// A clock that reads this time.
    public ManagerClock clock() {
        return new ManagerClock(() -> wall, () -> nanos);
    }

    /// The time of day.
    public Instant now() {
        return wall;
    }

    public synchronized void pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
    }

    /// Sets the time of day forward, or back when negative.
    public synchronized void jump(Duration by) {
        wall = wall.plus(by);
    }

    /// The host sleeps.
    ///
    /// @param counted whether its monotonic clock counts sleep: Windows does, Linux and macOS do not
    public synchronized void sleep(Duration time, boolean counted) {
        wall = wall.plus(time);
        nanos += counted ? time.toNanos() : 0;
    }
}
