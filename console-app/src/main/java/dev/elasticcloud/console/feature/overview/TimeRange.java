package dev.elasticcloud.console.feature.overview;

import java.time.Duration;

/// How far back the graphs reach.
public enum TimeRange {
    MINUTES_5("5 m", Duration.ofMinutes(5)),
    MINUTES_15("15 m", Duration.ofMinutes(15)),
    HOUR("1 h", Duration.ofHours(1)),
    /// All that is kept, an hour at most; the graphs begin where the past does.
    ALL("All", Duration.ofHours(1));

    private final String title;
    private final Duration window;

    TimeRange(String title, Duration window) {
        this.title = title;
        this.window = window;
    }

    public String title() {
        return title;
    }

    public Duration window() {
        return window;
    }
}
