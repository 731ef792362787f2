package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.PodView;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Remembers the newest generation of the spec whose effect on each pod is complete. Owned by the
/// loop's thread.
final class Convergence {

    private final Map<PodName, Long> complete = new HashMap<>();

    /// A pod has converged when nothing is left to do for it, nothing is under way, nothing is in
    /// backoff, and every node is as wanted.
    ///
    /// @param at the time of day, as in the problems
    void follow(CloudView cloud, Plan plan, List<Problem> problems, Instant at) {
        complete.keySet().retainAll(cloud.pods().keySet());
        if (!cloud.seen().engine().reachable()) {
            return;
        }
        for (PodView pod : cloud.pods().values()) {
            boolean converged =
                    pod.settled(plan.pending().containsKey(pod.name()))
                            && plan.actions().stream().noneMatch(a -> concerns(a, pod.name()))
                            && cloud.underWay().values().stream()
                                    .noneMatch(a -> concerns(a, pod.name()))
                            && problems.stream().noneMatch(p -> holdsBack(p, pod, at));
            if (converged) {
                complete.put(pod.name(), cloud.spec().generation());
            }
        }
    }

    /// The newest generation that a pod has reached; 0 before the first.
    long generation(PodName pod) {
        return complete.getOrDefault(pod, 0L);
    }

    private static boolean concerns(Action action, PodName pod) {
        return switch (action) {
            case Action.OnPod a -> a.pod().equals(pod);
            case Action.OnNode a -> a.pod().equals(pod);
            case Action.ConfigureBalancer ignored -> true;
        };
    }

    private static boolean holdsBack(Problem problem, PodView pod, Instant at) {
        if (at.isAfter(problem.retryAt())) {
            return false;
        }
        return switch (problem.subject()) {
            case Subject.Balancer ignored -> true;
            case Subject.Image image -> image.of().equals(pod.name());
            case Subject.Network network -> network.of().equals(pod.name());
            case Subject.Starts starts -> starts.of().equals(pod.name());
            case Subject.Node node ->
                    pod.node(node.name()).filter(n -> n.container() != null).isPresent();
            case Subject.Store ignored -> false;
            case Subject.Host ignored -> false;
            case Subject.Other ignored -> false;
        };
    }
}
