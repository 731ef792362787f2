package dev.elasticcloud.manager.model.record;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A range of the past to read.
///
/// @param step the minimum distance between points; as fine as they are stored when absent
public record HistoryRange(Instant from, Instant to, @Nullable Duration step) {

    public HistoryRange {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "The range from %s to %s ends before it begins: swap the two"
                            .formatted(from, to));
        }
        if (step != null && (step.isNegative() || step.isZero())) {
            throw new IllegalArgumentException("A step must be more than 0");
        }
    }

    public static HistoryRange before(Instant to, Duration window) {
        return new HistoryRange(to.minus(window), to, null);
    }

    public boolean holds(Instant at) {
        return !at.isBefore(from) && !at.isAfter(to);
    }
}
