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

/// Remembers what failed, so that it is tried again later and later, and can be shown meanwhile.
/// Moments are of steady time, but for those that are shown.
///
/// What a pod cannot do without (its image, its network, nodes that start) stays a problem until it
/// is there, however long one try takes. Other problems pass when nothing fails any more: what they
/// are about may be gone.
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /// A build that failed fails again until somebody changes something, and is much work.
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

    /// Adds to what is known of a problem; a later failure begins anew.
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

    /// What went well since a moment does not undo a failure after it.
    synchronized void succeededSince(Subject subject, Instant since) {
        failures.computeIfPresent(subject, (s, f) -> since.isAfter(f.at) ? null : f);
    }

    /// Has everything of a pod tried again at once: its owner has changed it.
    synchronized void forget(PodName pod) {
        failures.keySet().removeIf(subject -> subject.pod().filter(pod::equals).isPresent());
    }

    synchronized Map<Subject, Instant> blockedUntil() {
        Map<Subject, Instant> blocked = new HashMap<>();
        failures.forEach((subject, failure) -> blocked.put(subject, failure.retryAt()));
        return blocked;
    }

    /// Problems still worth showing: those that last, and those whose retry is not long past.
    ///
    /// @param shownNow the same moment as the time of day, which the retries are shown in
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

    /// Whether somebody says when it is solved: an action that succeeds, or the [ProblemSettler].
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
