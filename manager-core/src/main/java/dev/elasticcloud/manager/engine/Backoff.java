package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Remembers failures, so that they are retried with growing delays and can be shown meanwhile.
/// Times are steady time, except those that are shown.
///
/// A failure of something a pod needs (its image, its network, nodes that start) stays a problem
/// until it is resolved, however long one attempt takes. Other problems expire once nothing fails
/// any more: their subject may be gone.
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /// A failed build usually fails again until somebody changes something, and builds are costly.
    private static final Duration LONGEST_FOR_IMAGES = Duration.ofMinutes(5);

    private final Map<Subject, Failure> failures = new HashMap<>();

    private record Failure(Problem problem, Instant at) {

        Subject subject() {
            return problem.subject();
        }

        Instant retryAt() {
            return problem.retryAt();
        }
    }

    synchronized void failed(Subject subject, String message, Instant now) {
        Failure before = failures.get(subject);
        int count = before == null ? 1 : before.problem.failures() + 1;
        Instant retryAt = now.plus(delayAfter(subject, count));
        failures.put(subject, new Failure(new Problem(subject, message, count, retryAt), now));
    }

    /// Updates a known problem; a failure after a success starts a new one.
    synchronized void explain(Subject subject, String more) {
        failures.computeIfPresent(
                subject,
                (s, failure) -> {
                    Problem p = failure.problem;
                    return p.message().contains(more)
                            ? failure
                            : new Failure(
                                    new Problem(
                                            s,
                                            p.message() + "; " + more,
                                            p.failures(),
                                            p.retryAt()),
                                    failure.at);
                });
    }

    synchronized void succeeded(Subject subject) {
        failures.remove(subject);
    }

    /// A success does not clear a failure that came after it.
    synchronized void succeededSince(Subject subject, Instant since) {
        failures.computeIfPresent(subject, (s, f) -> since.isAfter(f.at) ? null : f);
    }

    /// Clears a pod's backoff, so that everything is retried at once: its owner has changed it.
    synchronized void forget(PodName pod) {
        failures.keySet().removeIf(subject -> subject.pod().filter(pod::equals).isPresent());
    }

    synchronized Map<Subject, Instant> blockedUntil() {
        Map<Subject, Instant> blocked = new HashMap<>();
        failures.forEach((subject, failure) -> blocked.put(subject, failure.retryAt()));
        return blocked;
    }

    /// Problems still worth showing: lasting ones, and those whose retry was due recently.
    ///
    /// @param shownNow the same moment in wall time, in which the retries are shown
    synchronized List<Problem> problems(Instant now, Instant shownNow) {
        failures.values()
                .removeIf(f -> !lasts(f.subject()) && now.isAfter(f.retryAt().plus(LONGEST)));
        List<Problem> shown = new ArrayList<>(failures.size());
        for (Failure f : failures.values()) {
            Problem p = f.problem;
            Instant retryAt = shownNow.plus(Duration.between(now, p.retryAt()));
            shown.add(new Problem(p.subject(), p.message(), p.failures(), retryAt));
        }
        return shown;
    }

    /// Whether it lasts until it is settled by a successful action or the [ProblemSettler].
    private static boolean lasts(Subject subject) {
        return switch (subject) {
            case Subject.Balancer ignored -> true;
            case Subject.Image ignored -> true;
            case Subject.Network ignored -> true;
            case Subject.Starts ignored -> true;
            case Subject.Node ignored -> false;
            case Subject.Store ignored -> false;
            case Subject.Host ignored -> false;
            case Subject.Other ignored -> false;
        };
    }

    static Duration delayAfter(Subject subject, int failures) {
        Duration longest = subject instanceof Subject.Image ? LONGEST_FOR_IMAGES : LONGEST;
        Duration delay = FIRST.multipliedBy(1L << Math.min(failures - 1, 10));
        return delay.compareTo(longest) > 0 ? longest : delay;
    }
}
