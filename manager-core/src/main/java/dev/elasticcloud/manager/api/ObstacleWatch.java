package dev.elasticcloud.manager.api;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Subject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Tells whoever waits for pods that what they wait for is not coming: something fails again and
/// again, the host is full, or the engine is away. What may pass by itself is given time.
///
/// Only failures since the watch began count: what failed before may have been mended by the very
/// change that is waited for.
public final class ObstacleWatch {

    /// Nodes that are pending for so long, while nothing moves that could make room, stay pending.
    static final Duration PENDING_LASTS = Duration.ofSeconds(3);

    /// Three failures that come at once are still one hiccup.
    static final Duration FAILURES_LAST = Duration.ofSeconds(5);

    static final int FAILURES = 3;

    /// A single try that failed after so long tells as much as several quick ones.
    static final Duration ONE_FAILURE_LASTS = Duration.ofSeconds(30);

    /// An engine that restarts is back before.
    static final Duration ENGINE_AWAY_LASTS = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private final long begun;
    private final Map<Subject, Integer> failedBefore = new HashMap<>();

    /// When each obstacle that is there now was seen first.
    private final Map<Object, Long> since = new HashMap<>();

    /// @param first the cloud as the wait begins
    public ObstacleWatch(CloudSnapshot first) {
        this(first, System::nanoTime);
    }

    ObstacleWatch(CloudSnapshot first, LongSupplier nanos) {
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        first.problems().forEach(p -> failedBefore.put(p.subject(), p.failures()));
    }

    /// Looks at the cloud again; call it at least once a second.
    ///
    /// @param pods those that are waited for still
    /// @return why the wait is to end; empty while what is waited for may still come
    public Optional<CloudException> look(CloudSnapshot now, Set<PodName> pods) {
        Set<Object> present = new HashSet<>();
        CloudException found = engineAway(now, present);
        for (Problem problem : now.problemsOf(pods)) {
            if (found == null) {
                found = failing(problem, now, present);
            }
        }
        for (PodName pod : pods) {
            PodStatus status = now.pods().get(pod);
            if (found == null && status != null) {
                found = pending(status, now, present);
            }
        }
        since.keySet().retainAll(present);
        return Optional.ofNullable(found);
    }

    private @Nullable CloudException engineAway(CloudSnapshot now, Set<Object> present) {
        if (now.engine().reachable()) {
            return null;
        }
        return lasts(ErrorCode.UNAVAILABLE, ENGINE_AWAY_LASTS, present)
                ? new CloudException(
                        ErrorCode.UNAVAILABLE,
                        "The engine has not answered for %d s: %s"
                                .formatted(ENGINE_AWAY_LASTS.toSeconds(), now.engine().detail()))
                : null;
    }

    private @Nullable CloudException failing(
            Problem problem, CloudSnapshot now, Set<Object> present) {
        int failures = failuresSince(problem);
        if (failures == 0) {
            return null;
        }
        boolean several = lasts(problem.subject(), FAILURES_LAST, present) && failures >= FAILURES;
        boolean one = passed(begun, ONE_FAILURE_LASTS) && !triesAgain(problem, now);
        return several || one
                ? new CloudException(
                        ErrorCode.FAILED,
                        "%s. Failed %d %s; the manager goes on trying"
                                .formatted(
                                        problem.message(),
                                        problem.failures(),
                                        problem.failures() == 1 ? "time" : "times in a row"))
                : null;
    }

    private int failuresSince(Problem problem) {
        int before = failedBefore.getOrDefault(problem.subject(), 0);
        if (problem.failures() < before) {
            // It had passed in between, and began anew.
            failedBefore.put(problem.subject(), 0);
            return problem.failures();
        }
        return problem.failures() - before;
    }

    /// Whether a node is on its way again after a start failed.
    private static boolean triesAgain(Problem problem, CloudSnapshot now) {
        return problem.subject() instanceof Subject.Starts starts
                && now.pod(starts.of()).filter(p -> p.count(NodeState.STARTING) > 0).isPresent();
    }

    private @Nullable CloudException pending(
            PodStatus pod, CloudSnapshot now, Set<Object> present) {
        boolean lacksNodes = pod.online() < pod.spec().target().nodes();
        if (pod.pending().nodes() == 0 || !lacksNodes || isMoving(now)) {
            return null;
        }
        return lasts(pod.name(), PENDING_LASTS, present)
                ? new CloudException(
                        ErrorCode.EXHAUSTED,
                        "%d of %d nodes of %s are online; %s. They start when there is room"
                                .formatted(
                                        pod.online(),
                                        pod.spec().target().nodes(),
                                        pod.name(),
                                        pod.pending().text()))
                : null;
    }

    /// Whether nodes are on their way in or out: when they are, there may be room.
    private static boolean isMoving(CloudSnapshot now) {
        return now.pods().values().stream()
                .anyMatch(
                        pod ->
                                pod.count(NodeState.STARTING) > 0
                                        || pod.count(NodeState.DRAINING) > 0);
    }

    private boolean lasts(Object obstacle, Duration time, Set<Object> present) {
        present.add(obstacle);
        return passed(since.computeIfAbsent(obstacle, o -> nanos.getAsLong()), time);
    }

    private boolean passed(long from, Duration time) {
        return nanos.getAsLong() - from >= time.toNanos();
    }
}
