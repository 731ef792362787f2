package dev.elasticcloud.console.feature.scaling;

import java.time.Duration;

/// The time range of the chart and the list.
enum ScalingRange {
    MINUTES_5("5 m", Duration.ofMinutes(5)),
    MINUTES_15("15 m", Duration.ofMinutes(15)),
    HOUR("1 h", Duration.ofHours(1)),
    DAY("24 h", Duration.ofDays(1));

    private final String title;
    private final Duration span;

    ScalingRange(String title, Duration span) {
        this.title = title;
        this.span = span;
    }

    String title() {
        return title;
    }

    Duration span() {
        return span;
    }
}
