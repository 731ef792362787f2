package dev.elasticcloud.manager;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The time of day for everything that waits: when the host's clock is set, this one goes on as if
/// nothing had happened and comes nearer bit by bit, so that no deadline passes early and none is
/// put off.
final class SteadyClock implements InstantSource {

    /// How much faster or slower than time it may go to come nearer.
    private static final double SLEW = 0.2;

    private final InstantSource wall;
    private final LongSupplier nanos;
    private Instant shown;
    private long shownAt;

    SteadyClock() {
        this(InstantSource.system(), System::nanoTime);
    }

    /// @param wall the host's clock, which may be set at any moment
    /// @param nanos a count of nanoseconds that is never set
    SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.shown = wall.instant();
        this.shownAt = nanos.getAsLong();
    }

    @Override
    public synchronized Instant instant() {
        long now = nanos.getAsLong();
        long elapsed = Math.max(0, now - shownAt);
        shownAt = now;
        Instant straight = shown.plusNanos(elapsed);
        long most = (long) (elapsed * SLEW);
        shown = straight.plusNanos(Math.clamp(gap(straight), -most, most));
        return shown;
    }

    private long gap(Instant from) {
        Duration gap = Duration.between(from, wall.instant());
        return gap.abs().compareTo(Duration.ofDays(365)) > 0
                ? (gap.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE)
                : gap.toNanos();
    }
}
