package dev.elasticcloud.manager.usage;

import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// Creates a point of a pod's history from the pod's status.
final class UsagePoint {

    private UsagePoint() {}

    static PodHistory.Point of(PodStatus status, Instant at) {
        int running = status.load().running();
        int queued = status.load().queued();
        return new PodHistory.Point(
                at,
                status.online(),
                status.count(NodeState.SPARE),
                (double) (running + queued) / status.spec().slots(),
                running,
                queued,
                status.load().arrivalRate(),
                mean(status, n -> n.cpuShare().orElse(Double.NaN)),
                mean(status, n -> n.memoryShare().orElse(Double.NaN)));
    }

    private static OptionalDouble mean(PodStatus status, ToDoubleFunction<NodeStatus> share) {
        return status.nodes().stream()
                .filter(n -> n.state() == NodeState.ONLINE)
                .mapToDouble(share)
                .filter(value -> !Double.isNaN(value))
                .average();
    }
}
