package dev.elasticcloud.console.feature.overview;

import dev.elasticcloud.manager.model.record.PodHistory;
import java.time.Instant;

/// A pod's history with the time window that the charts show.
public record HistoryWindow(PodHistory history, Instant from, Instant to) {

    static HistoryWindow of(PodHistory history, TimeRange range, Instant now) {
        Instant from = now.minus(range.window());
        if (range == TimeRange.RECENT && !history.points().isEmpty()) {
            Instant first = history.points().getFirst().at();
            from = first.isAfter(from) ? first : from;
        }
        return new HistoryWindow(history, from, now);
    }
}
