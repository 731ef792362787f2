package dev.elasticcloud.console.feature.overview;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.manager.model.record.HistoryRange;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// The time range and step of the charts.
public enum TimeRange {
    MINUTES_5(() -> "5 m", Duration.ofMinutes(5), Duration.ofSeconds(1)),
    MINUTES_15(() -> "15 m", Duration.ofMinutes(15), Duration.ofSeconds(1)),
    HOUR(() -> "1 h", Duration.ofHours(1), Duration.ofSeconds(1)),
    HOURS_6(() -> "6 h", Duration.ofHours(6), Duration.ofSeconds(10)),
    DAY(() -> "24 h", Duration.ofDays(1), Duration.ofMinutes(1)),
    /// The last hour; the charts start with the first point.
    RECENT(() -> text("overview.range.recent"), Duration.ofHours(1), Duration.ofSeconds(1));

    private final Supplier<String> title;
    private final Duration window;
    private final Duration step;

    TimeRange(Supplier<String> title, Duration window, Duration step) {
        this.title = title;
        this.window = window;
        this.step = step;
    }

    public String title() {
        return title.get();
    }

    public Duration window() {
        return window;
    }

    /// The time between points; requesting sooner returns nothing new.
    Duration step() {
        return step;
    }

    HistoryRange before(Instant to) {
        return new HistoryRange(to.minus(window), to, step);
    }
}
