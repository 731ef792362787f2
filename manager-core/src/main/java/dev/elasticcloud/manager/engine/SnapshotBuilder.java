package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.Pending;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.PodView;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Assembles the results of a round into the snapshot that is published.
final class SnapshotBuilder {

    private final Ports ports;
    private final AutoscalerController scaling;

    SnapshotBuilder(Ports ports, AutoscalerController scaling) {
        this.ports = ports;
        this.scaling = scaling;
    }

    /// @param at the time of day of this round
    /// @param since when each node has been in its state
    /// @param buildLines the last log line of each image build
    CloudSnapshot build(
            CloudView cloud,
            RoundUsage usage,
            Instant at,
            Plan plan,
            List<Problem> problems,
            Convergence convergence,
            Map<NodeName, Instant> since,
            Map<PodName, String> buildLines) {
        Map<Subject, String> messages = new HashMap<>();
        problems.forEach(p -> messages.put(p.subject(), p.message()));
        TreeMap<PodName, PodStatus> pods = new TreeMap<>();
        for (PodView pod : cloud.pods().values()) {
            PodStatusBuilder status =
                    new PodStatusBuilder(
                            pod,
                            messages,
                            usage.latest(),
                            usage.uses(),
                            since,
                            at,
                            buildLines.get(pod.name()));
            pods.put(
                    pod.name(),
                    status(
                            pod,
                            status,
                            convergence.generation(pod.name()),
                            plan.pending().getOrDefault(pod.name(), Pending.NONE)));
        }
        return new CloudSnapshot(
                0,
                at,
                ports.cloud(),
                pods.values().stream()
                        .mapToLong(PodStatus::generation)
                        .min()
                        .orElse(cloud.spec().generation()),
                cloud.seen().engine(),
                cloud.seen().balancer(),
                pods,
                problems,
                new HostStatusBuilder(cloud, usage.latest()).hosts());
    }

    private PodStatus status(
            PodView pod, PodStatusBuilder status, long generation, Pending pending) {
        List<NodeStatus> nodes = status.nodes();
        PodScalingState scaled = scaling.tracker(pod.name());
        return new PodStatus(
                pod.spec(),
                generation,
                status.phase(nodes),
                status.setup(),
                nodes,
                scaling.load(pod.name()),
                ports.workload().of(pod.name()).counts(),
                scaled.decision(),
                scaled.reaction(),
                scaled.cost(),
                pending);
    }
}
