package dev.elasticcloud.manager.model.record;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A stretch of the past to look at.
///
/// @param step how far apart points should be at least; as fine as they are kept when absent
public record HistoryRange(Instant from, Instant to, @Nullable Duration step) {

    public HistoryRange {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "The range from %s to %s ends before it begins: swap the two"
                            .formatted(from, to));
        }
        if (step != null && (step.isNegative() || step.isZero())) {
            throw new IllegalArgumentException("A step must be longer than nothing");
        }
    }

    public static HistoryRange before(Instant to, Duration window) {
        return new HistoryRange(to.minus(window), to, null);
    }

    public boolean holds(Instant at) {
        return !at.isBefore(from) && !at.isAfter(to);
    }
}
