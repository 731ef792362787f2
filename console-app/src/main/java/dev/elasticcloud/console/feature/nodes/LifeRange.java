package dev.elasticcloud.console.feature.nodes;

import java.time.Duration;

/// The time range of the life map.
enum LifeRange {
    MINUTES_6("6 m", Duration.ofMinutes(6)),
    MINUTES_15("15 m", Duration.ofMinutes(15)),
    HOUR("1 h", Duration.ofHours(1)),
    DAY("24 h", Duration.ofDays(1));

    private final String title;
    private final Duration span;

    LifeRange(String title, Duration span) {
        this.title = title;
        this.span = span;
    }

    String title() {
        return title;
    }

    Duration span() {
        return span;
    }

    Duration step(int steps) {
        return span.dividedBy(steps);
    }
}
