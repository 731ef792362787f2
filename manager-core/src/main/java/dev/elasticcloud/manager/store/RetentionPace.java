package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.spi.ManagerClock;
import java.time.Duration;
import java.time.Instant;

/// Deletes old records no faster than time really passes, so that no jump of the clock deletes any.
///
/// Each pass may delete expired records, the oldest first, but at most [#CATCH_UP] seconds of
/// records for each second of steady time since the previous pass. After a jump forward nothing is
/// deleted for [#PAUSE], so that a wrong clock can be corrected. A backlog from a sleep or
/// suspension is deleted at that pace; gaps without records take no time. Guarded by the
/// database's lock.
final class RetentionPace {

    static final Duration PAUSE = Duration.ofHours(1);

    private static final int CATCH_UP = 2;

    /// By how much wall time and steady time may differ without counting as a jump.
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final ManagerClock clock;
    private Instant lookedAt;
    private Instant lookedAtSteady;
    private Instant pausedUntil;
    private Duration allowance = Duration.ZERO;

    RetentionPace(ManagerClock clock) {
        this.clock = clock;
        this.lookedAt = clock.instant();
        this.lookedAtSteady = clock.steady();
        this.pausedUntil = lookedAtSteady;
    }

    /// Starts a pass, which covers any number of kinds of records.
    void look() {
        Instant now = clock.instant();
        Instant steady = clock.steady();
        Duration passed = Duration.between(lookedAtSteady, steady);
        Duration jump = Duration.between(lookedAt, now).minus(passed);
        if (jump.compareTo(TOLERANCE) > 0) {
            pausedUntil = steady.plus(PAUSE);
        }
        boolean paused = steady.isBefore(pausedUntil);
        allowance = paused ? Duration.ZERO : passed.multipliedBy(CATCH_UP);
        lookedAt = now;
        lookedAtSteady = steady;
    }

    /// The time up to which this pass deletes records of a kind.
    ///
    /// @param oldest the oldest record of the kind
    Instant cutoff(Instant oldest, Duration kept) {
        Instant due = clock.instant().minus(kept);
        Instant reached = oldest.plus(allowance);
        return due.isBefore(reached) ? due : reached;
    }
}
