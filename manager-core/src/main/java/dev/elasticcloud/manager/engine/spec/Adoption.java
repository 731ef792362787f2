package dev.elasticcloud.manager.engine.spec;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Adopts running nodes when the store was lost; otherwise the manager would remove what the owner
/// asked for. Pure.
public final class Adoption {

    private Adoption() {}

    /// @param declared pods as their nodes' labels describe them, newest first; these include the
    ///     owner's settings, which a pod's folder does not have
    public static CloudSpec adopted(
            CloudSpec spec, SequencedMap<NodeName, PodSpec> declared, Observation seen) {
        CloudSpec adopted = spec;
        for (PodSpec pod : declared.reversed().values()) {
            PodSpec known = spec.pod(pod.name()).orElse(pod);
            if (!known.target().initialised()
                    && known.nodeFingerprint().equals(pod.nodeFingerprint())) {
                adopted = adopted.with(pod);
            }
        }
        for (PodSpec pod : adopted.pods().values()) {
            Collection<NodeContainer> nodes = seen.containersOf(pod.name());
            if (!nodes.isEmpty() && !pod.target().initialised()) {
                adopted = adopted.with(adopted(pod, nodes));
            }
        }
        return adopted;
    }

    /// Wants as many nodes as are running, with their current limits. Frozen nodes count as spares
    /// up to the pod's spare count; the rest count as paused.
    private static PodSpec adopted(PodSpec pod, Collection<NodeContainer> nodes) {
        int running = (int) nodes.stream().filter(NodeContainer::running).count();
        Set<NodeName> paused =
                nodes.stream()
                        .filter(NodeContainer::frozen)
                        .map(NodeContainer::node)
                        .sorted()
                        .skip(pod.spares())
                        .collect(Collectors.toCollection(TreeSet::new));
        Target target =
                Target.NONE
                        .withInitialised(true)
                        .withNodes(Math.min(running, pod.maxNodes()))
                        .withPaused(paused);
        List<NodeLimits> limits = nodes.stream().map(NodeContainer::limits).distinct().toList();
        PodSpec adopted = pod.withTarget(target);
        return limits.size() == 1 ? adopted.withLimits(limits.getFirst()) : adopted;
    }

    /// What was adopted, as a sentence; empty when nothing was.
    public static String described(CloudSpec before, CloudSpec after) {
        String pods =
                after.pods().values().stream()
                        .filter(pod -> pod.target().initialised())
                        .filter(pod -> !before.pod(pod.name()).equals(after.pod(pod.name())))
                        .map(pod -> "%s with %d nodes".formatted(pod.name(), pod.target().nodes()))
                        .collect(Collectors.joining(", "));
        return pods.isEmpty()
                ? ""
                : "There was no stored spec, so the running nodes were adopted: %s. Earlier settings and jobs are unknown"
                        .formatted(pods);
    }
}
