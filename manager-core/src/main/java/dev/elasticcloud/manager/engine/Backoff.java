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
/// Moments are of steady time, but for those that are shown.
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
    ///
    /// @param shownNow the same moment as the time of day, which the retries are shown in
    synchronized List<Problem> problems(Instant now, Instant shownNow) {
        problems.values().removeIf(p -> now.isAfter(p.retryAt().plus(LONGEST)));
        List<Problem> shown = new ArrayList<>(problems.size());
        for (Problem p : problems.values()) {
            Instant retryAt = shownNow.plus(Duration.between(now, p.retryAt()));
            shown.add(new Problem(p.subject(), p.message(), p.failures(), retryAt));
        }
        return shown;
    }

    static Duration delayAfter(int failures) {
        Duration delay = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }
}
