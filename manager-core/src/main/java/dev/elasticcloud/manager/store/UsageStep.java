package dev.elasticcloud.manager.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The resolutions of stored usage, their retention, and their maximum number of node rows.
///
/// A node that runs all the time has 3,600 + 8,640 + 43,200 = 55,440 rows of about 28 bytes, and so
/// has each pod: 71 MB for 45 nodes. The maximum number of rows bounds the whole at about 120 MB
/// for any number of nodes; beyond it, the oldest rows are deleted early.
enum UsageStep {
    SECOND(1, Duration.ofHours(1), 700_000),
    TEN_SECONDS(10, Duration.ofDays(1), 1_000_000),
    MINUTE(60, Duration.ofDays(30), 2_500_000);

    private final int seconds;
    private final Duration kept;
    private final int mostRows;

    UsageStep(int seconds, Duration kept, int mostRows) {
        this.seconds = seconds;
        this.kept = kept;
        this.mostRows = mostRows;
    }

    int seconds() {
        return seconds;
    }

    Duration kept() {
        return kept;
    }

    int mostRows() {
        return mostRows;
    }

    /// The steps computed from the finest.
    static List<UsageStep> coarser() {
        return List.of(TEN_SECONDS, MINUTE);
    }

    /// The next coarser step; absent for the coarsest.
    Optional<UsageStep> next() {
        return switch (this) {
            case SECOND -> Optional.of(TEN_SECONDS);
            case TEN_SECONDS -> Optional.of(MINUTE);
            case MINUTE -> Optional.empty();
        };
    }

    /// The coarsest step, still kept from the given time on, that is fine enough for the request.
    static UsageStep covering(Instant from, @Nullable Duration asked, Instant now) {
        UsageStep best = MINUTE;
        for (UsageStep step : List.of(TEN_SECONDS, SECOND)) {
            boolean fineEnough = asked != null && best.seconds <= asked.toSeconds();
            if (!fineEnough && !from.isBefore(now.minus(step.kept))) {
                best = step;
            }
        }
        return best;
    }
}
