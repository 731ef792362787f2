package dev.elasticcloud.manager.engine.spec;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Subject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The state that commands are checked against: the nodes of the latest snapshot, and what is left
/// of each pod.
public record NodesInUse(
        CloudSpec spec, CloudSnapshot snapshot, Observation seen, Map<Subject, Action> underWay)
        implements SpecChanges.KnownNodes {

    @Override
    public @Nullable NodeState state(PodName pod, NodeName node) {
        PodStatus status = snapshot.pods().get(pod);
        return status == null
                ? null
                : status.nodes().stream()
                        .filter(n -> n.node().equals(node))
                        .map(NodeStatus::state)
                        .findFirst()
                        .orElse(null);
    }

    @Override
    public boolean present(PodName pod) {
        return seen.pods().contains(pod)
                || underWay.values().stream().anyMatch(a -> concerns(a, pod));
    }

    @Override
    public @Nullable PodName owner(NodeName node) {
        return spec.pods().keySet().stream()
                .filter(pod -> state(pod, node) != null)
                .findFirst()
                .orElse(null);
    }

    private static boolean concerns(Action action, PodName pod) {
        return switch (action) {
            case Action.OnPod a -> a.pod().equals(pod);
            case Action.OnNode a -> a.pod().equals(pod);
            case Action.ConfigureBalancer ignored -> false;
        };
    }
}
