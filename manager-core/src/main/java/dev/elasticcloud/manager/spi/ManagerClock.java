package dev.elasticcloud.manager.spi;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/// The manager's time, of two kinds. The time of day stamps records and drives schedules, tokens and
/// retention; it jumps when the host's clock is set or the host slept. Steady time measures how long
/// something takes: deadlines, backoffs, windows, staleness. It never jumps and never runs backwards.
///
/// Steady time does not count sleep, whether or not the operating system's monotonic clock does: a
/// step between two readings counts for at most [#LONGEST_STEP]. The usage sampler reads it every
/// second, so a longer step means that the process was suspended.
///
/// A reading of one kind must never be compared with a reading of the other.
public final class ManagerClock implements InstantSource {

    /// Less than the 30 s after which a snapshot counts as stale, so that waking up raises no
    /// alarm.
    static final Duration LONGEST_STEP = Duration.ofSeconds(20);

    private final InstantSource wall;
    private final LongSupplier nanos;
    private final long longestStep;
    private Instant steady;
    private long readAt;

    private ManagerClock(InstantSource wall, LongSupplier nanos, long longestStep) {
        this.wall = wall;
        this.nanos = nanos;
        this.longestStep = longestStep;
        this.steady = wall.instant();
        this.readAt = nanos.getAsLong();
    }

    /// @param wall the time of day, which may be set at any moment
    /// @param nanos a count of nanoseconds that is never set
    public ManagerClock(InstantSource wall, LongSupplier nanos) {
        this(wall, nanos, LONGEST_STEP.toNanos());
    }

    /// The time of this machine.
    public static ManagerClock system() {
        return new ManagerClock(InstantSource.system(), System::nanoTime);
    }

    /// Simulated time: both kinds follow the one source, in steps of any length.
    public static ManagerClock following(InstantSource simulated) {
        return new ManagerClock(
                simulated,
                () -> ChronoUnit.NANOS.between(Instant.EPOCH, simulated.instant()),
                Long.MAX_VALUE);
    }

    /// The time of day.
    @Override
    public Instant instant() {
        return wall.instant();
    }

    /// A moment of steady time. It reads like a time of day, the one at which this clock was made
    /// plus the time since, but means nothing except by its distance to other moments.
    public synchronized Instant steady() {
        long now = nanos.getAsLong();
        steady = steady.plusNanos(Math.clamp(now - readAt, 0, longestStep));
        readAt = now;
        return steady;
    }
}
