package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Subject;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Remembers what failed, so that it is tried again later and later, and can be shown meanwhile.
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Map<Subject, Problem> problems = new HashMap<>();

    synchronized void failed(Subject subject, String message, Instant now) {
        Problem before = problems.get(subject);
        int failures = before == null ? 1 : before.failures() + 1;
        problems.put(
                subject, new Problem(subject, message, failures, now.plus(delayAfter(failures))));
    }

    /// Adds to what is known of a problem; a later failure begins anew.
    synchronized void explain(Subject subject, String more) {
        problems.computeIfPresent(
                subject,
                (s, p) ->
                        p.message().contains(more)
                                ? p
                                : new Problem(
                                        s, p.message() + "; " + more, p.failures(), p.retryAt()));
    }

    synchronized void succeeded(Subject subject) {
        problems.remove(subject);
    }

    synchronized Map<Subject, Instant> blockedUntil() {
        Map<Subject, Instant> blocked = new HashMap<>();
        problems.forEach((subject, problem) -> blocked.put(subject, problem.retryAt()));
        return blocked;
    }

    /// Problems still worth showing: those whose retry is not long past.
    synchronized List<Problem> problems(Instant now) {
        problems.values().removeIf(p -> now.isAfter(p.retryAt().plus(LONGEST)));
        return new ArrayList<>(problems.values());
    }

    static Duration delayAfter(int failures) {
        Duration delay = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }
}
