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

/// Detects that a wait for pods will not succeed: something keeps failing, the host is full, or
/// the engine is away. Obstacles that may pass by themselves are given time.
///
/// Only failures since the watch began count: the change being waited for may have fixed earlier
/// ones.
public final class ObstacleWatch {

    /// Nodes that are pending for this long, while nothing changes that could make room, will stay
    /// pending.
    static final Duration PENDING_LASTS = Duration.ofSeconds(3);

    /// Three failures in quick succession still count as one.
    static final Duration FAILURES_LAST = Duration.ofSeconds(5);

    static final int FAILURES = 3;

    /// A single attempt that failed after this long counts as much as several quick ones.
    static final Duration ONE_FAILURE_LASTS = Duration.ofSeconds(30);

    /// A restarting engine is back sooner.
    static final Duration ENGINE_AWAY_LASTS = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private final long begun;
    private final Map<Subject, Integer> failedBefore = new HashMap<>();

    /// When each current obstacle was first seen.
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
    /// @param pods the pods still waited for
    /// @return why the wait should end; empty while it may still succeed
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
                        "%s. Failed %d %s; the manager keeps trying"
                                .formatted(
                                        problem.message(),
                                        problem.failures(),
                                        problem.failures() == 1 ? "time" : "times in a row"))
                : null;
    }

    private int failuresSince(Problem problem) {
        int before = failedBefore.getOrDefault(problem.subject(), 0);
        if (problem.failures() < before) {
            // It had passed in between and started again.
            failedBefore.put(problem.subject(), 0);
            return problem.failures();
        }
        return problem.failures() - before;
    }

    /// Whether a node is being started again after a failed start.
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

    /// Whether nodes are starting or draining: if so, room may appear.
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
