package dev.elasticcloud.manager.plan.world;

import dev.elasticcloud.manager.model.status.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Holds back what failed, twice as long each time and never longer than half a minute.
final class ModelBackoff {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Map<Subject, Duration> delays = new HashMap<>();
    private final Map<Subject, Instant> until = new HashMap<>();

    void failed(Subject subject, Instant now) {
        Duration delay =
                delays.merge(
                        subject,
                        FIRST,
                        (last, first) -> {
                            Duration twice = last.multipliedBy(2);
                            return twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
                        });
        until.put(subject, now.plus(delay));
    }

    void succeeded(Subject subject) {
        delays.remove(subject);
        until.remove(subject);
    }

    boolean holdsBack(Subject subject, Instant now) {
        return now.isBefore(until.getOrDefault(subject, Instant.MIN));
    }

    Map<Subject, Instant> until() {
        return Map.copyOf(until);
    }

    void forget() {
        delays.clear();
        until.clear();
    }
}
