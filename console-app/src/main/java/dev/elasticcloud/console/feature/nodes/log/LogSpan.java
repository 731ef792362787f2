package dev.elasticcloud.console.feature.nodes.log;

import static dev.elasticcloud.console.text.Texts.text;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// From when on log lines are read.
enum LogSpan {
    MINUTES_5(() -> "5 min", Duration.ofMinutes(5)),
    MINUTES_15(() -> "15 min", Duration.ofMinutes(15)),
    HOUR(() -> "1 h", Duration.ofHours(1)),
    ALL(() -> text("nodes.log.all"), Duration.ZERO);

    private final Supplier<String> title;
    private final Duration length;

    LogSpan(Supplier<String> title, Duration length) {
        this.title = title;
        this.length = length;
    }

    String title() {
        return title.get();
    }

    /// The moment of the first line; absent when all lines are read.
    Optional<Instant> since(Instant now) {
        return length.isZero() ? Optional.empty() : Optional.of(now.minus(length));
    }
}
