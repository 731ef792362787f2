package dev.elasticcloud.manager.view;

import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The whole cloud in this round: wanted state, actual state, running actions, and the resulting
/// role of each node. Built once per round.
///
/// @param underWay running actions
/// @param blockedUntil subjects in backoff, with the time of their retry
/// @param now the current steady time, as used in `blockedUntil` and `conditions`
/// @param pods every pod of the spec
/// @param hosts the machines that nodes run on; none if the runtime does not report them
public record CloudView(
        CloudSpec spec,
        Observation seen,
        Map<Subject, Action> underWay,
        Map<Subject, Instant> blockedUntil,
        Conditions conditions,
        Instant now,
        SortedMap<PodName, PodView> pods,
        SortedMap<HostName, HostView> hosts) {

    public CloudView {
        underWay = Map.copyOf(underWay);
        blockedUntil = Map.copyOf(blockedUntil);
        pods = Collections.unmodifiableSortedMap(new TreeMap<>(pods));
        hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
    }

    /// A cloud without running actions and failures.
    public static CloudView of(CloudSpec spec, Observation seen, Instant now) {
        return of(spec, seen, Map.of(), Map.of(), Conditions.NONE, now);
    }

    public static CloudView of(
            CloudSpec spec,
            Observation seen,
            Map<Subject, Action> underWay,
            Map<Subject, Instant> blockedUntil,
            Conditions conditions,
            Instant now) {
        Map<PodName, List<Action.OnNode>> byPod = new HashMap<>();
        for (Action action : underWay.values()) {
            if (action instanceof Action.OnNode onNode) {
                byPod.computeIfAbsent(onNode.pod(), p -> new ArrayList<>()).add(onNode);
            }
        }
        TreeMap<PodName, PodView> pods = new TreeMap<>();
        for (PodSpec pod : spec.pods().values()) {
            List<Action.OnNode> actions = byPod.getOrDefault(pod.name(), List.of());
            pods.put(pod.name(), view(pod, seen, actions, conditions, now));
        }
        return new CloudView(
                spec,
                seen,
                underWay,
                blockedUntil,
                conditions,
                now,
                pods,
                HostAccounting.of(spec, seen, pods));
    }

    private static PodView view(
            PodSpec pod,
            Observation seen,
            List<Action.OnNode> actions,
            Conditions conditions,
            Instant now) {
        Map<NodeName, Action> begun = new HashMap<>();
        Map<NodeName, NodeContainer> containers = new LinkedHashMap<>();
        seen.containersOf(pod.name()).forEach(c -> containers.put(c.node(), c));
        Map<NodeName, BalancerServer> servers = new LinkedHashMap<>();
        seen.serversOf(pod.name()).forEach(s -> servers.put(s.node(), s));
        Set<NodeName> known = new LinkedHashSet<>(containers.keySet());
        known.addAll(servers.keySet());
        known.addAll(pod.target().registered());
        for (Action.OnNode action : actions) {
            begun.put(action.node(), action);
            if (action instanceof Action.StartNode) {
                known.add(action.node());
            }
        }
        NodeClassifier classifier = new NodeClassifier(pod, conditions, now);
        List<NodeView> nodes = new ArrayList<>(known.size());
        for (NodeName name : known.stream().sorted().toList()) {
            nodes.add(
                    classifier.classify(
                            name, containers.get(name), servers.get(name), begun.get(name)));
        }
        return new PodView(
                pod,
                nodes,
                seen.images().containsKey(pod.name()),
                pod.nodeFingerprint().equals(seen.images().get(pod.name())),
                seen.networks().contains(pod.name()),
                seen.traffic().containsKey(pod.name()));
    }

    public PodView pod(PodName name) {
        PodView view = pods.get(name);
        if (view == null) {
            throw new IllegalArgumentException("no pod " + name + " in the spec");
        }
        return view;
    }

    /// Whether a subject is in backoff.
    public boolean blocked(Subject subject) {
        Instant until = blockedUntil.get(subject);
        return until != null && now.isBefore(until);
    }

    public boolean isUnderWay(Subject subject) {
        return underWay.containsKey(subject);
    }

    /// The machines that limit what may be started; none if they are unknown, or if the owner has
    /// lifted the limits.
    public SortedMap<HostName, HostView> bounds() {
        return spec.hosts().unbounded() ? Collections.emptySortedMap() : hosts;
    }

    /// The machine that a node's container runs on, if known.
    public @Nullable HostView hostOf(NodeView node) {
        if (node.container() == null || hosts.isEmpty()) {
            return null;
        }
        HostView known = hosts.get(node.container().host());
        return known == null ? hosts.get(hosts.firstKey()) : known;
    }

    /// How many nodes have jobs running, of all pods together.
    public int busyNodes() {
        return (int)
                pods.values().stream()
                        .flatMap(pod -> pod.nodes().stream())
                        .filter(node -> node.running() > 0)
                        .count();
    }
}
