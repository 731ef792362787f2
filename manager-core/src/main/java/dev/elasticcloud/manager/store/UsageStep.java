package dev.elasticcloud.manager.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The resolutions at which usage is kept, for how long, and in how many rows of nodes at most.
///
/// A node that runs all the time has 3,600 + 8,640 + 43,200 = 55,440 rows of about 28 bytes, and so
/// has each pod: 71 MB for 45 nodes. The most rows bound the whole at about 120 MB, however many
/// nodes there are; when they are reached, the oldest rows are deleted before their time.
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

    /// The steps that are made from the finest.
    static List<UsageStep> coarser() {
        return List.of(TEN_SECONDS, MINUTE);
    }

    /// The next coarser step; the coarsest has none.
    Optional<UsageStep> next() {
        return switch (this) {
            case SECOND -> Optional.of(TEN_SECONDS);
            case TEN_SECONDS -> Optional.of(MINUTE);
            case MINUTE -> Optional.empty();
        };
    }

    /// The coarsest step that shows as much as is asked for of what is still kept from then on.
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
