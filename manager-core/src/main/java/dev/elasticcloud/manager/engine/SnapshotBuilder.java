package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.plan.PlanInput;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Puts each round's findings together into a snapshot. Owned by the loop's thread.
final class SnapshotBuilder {

    /// What one round found.
    record Round(
            CloudSpec spec,
            Observation seen,
            Map<String, Action> underWay,
            Plan plan,
            List<Problem> problems,
            Map<PodName, String> buildLines,
            Instant now) {}

    private final Ports ports;
    private final AutoscalerController scaling;
    private final EventRecorder recorder;
    private final Map<NodeName, NodeState> states = new HashMap<>();
    private final Map<NodeName, Instant> since = new HashMap<>();
    private final Map<PodName, Long> complete = new HashMap<>();

    SnapshotBuilder(Ports ports, AutoscalerController scaling, EventRecorder recorder) {
        this.ports = ports;
        this.recorder = recorder;
        this.scaling = scaling;
    }

    CloudSnapshot make(Round round) {
        Map<String, String> problems = new HashMap<>();
        round.problems().forEach(p -> problems.put(p.subject(), p.message()));
        TreeMap<PodName, PodStatus> pods = new TreeMap<>();
        Set<NodeName> present = new TreeSet<>();
        for (PodSpec pod : round.spec().pods().values()) {
            PodStatus status = status(pod, round, problems);
            status.nodes().forEach(n -> present.add(n.node()));
            pods.put(pod.name(), status);
        }
        states.keySet().retainAll(present);
        since.keySet().retainAll(present);
        complete.keySet().retainAll(pods.keySet());
        return new CloudSnapshot(
                0,
                round.now(),
                ports.cloud(),
                pods.values().stream()
                        .mapToLong(PodStatus::generation)
                        .min()
                        .orElse(round.spec().generation()),
                round.seen().engine(),
                round.seen().balancer(),
                pods,
                round.problems());
    }

    /// The newest command whose effect on a pod is complete: now the newest there is, if nothing is
    /// left to do for the pod, nothing is being done, and nothing waits to be tried again.
    private long generation(PodSpec pod, Round round) {
        if (round.seen().engine().reachable()
                && round.plan().actions().stream().noneMatch(a -> concerns(a, pod.name()))
                && round.underWay().values().stream().noneMatch(a -> concerns(a, pod.name()))
                && round.problems().stream().noneMatch(p -> holdsBack(p, pod.name(), round))
                && serves(pod, round.seen())) {
            complete.put(pod.name(), round.spec().generation());
        }
        return complete.getOrDefault(pod.name(), 0L);
    }

    private static boolean concerns(Action action, PodName pod) {
        return switch (action) {
            case Action.OnPod a -> a.pod().equals(pod);
            case Action.OnNode a -> a.pod().equals(pod);
            case Action.ConfigureBalancer ignored -> true;
        };
    }

    private static boolean holdsBack(Problem problem, PodName pod, Round round) {
        if (round.now().isAfter(problem.retryAt())) {
            return false;
        }
        String subject = problem.subject();
        return subject.equals(new Action.ConfigureBalancer().subject())
                || subject.equals(PlanInput.startsOf(pod))
                || subject.equals(new Action.BuildImage(pod).subject())
                || subject.equals(new Action.CreateNetwork(pod).subject())
                || round.seen().containersOf(pod).stream()
                        .anyMatch(c -> subject.equals("node " + c.node()));
    }

    /// Whether a pod's nodes are all as wanted. A plan may be empty before that, while it waits for
    /// jobs to finish.
    private static boolean serves(PodSpec pod, Observation seen) {
        PodSpec.Target target = pod.target();
        Collection<NodeContainer> containers = seen.containersOf(pod.name());
        if (!target.initialised()) {
            return containers.isEmpty();
        }
        int serving = 0;
        int spares = 0;
        for (NodeContainer container : containers) {
            BalancerServer server = seen.servers().get(container.node());
            boolean serves = server != null && server.serving() && container.running();
            boolean current = container.fingerprint().equals(pod.nodeFingerprint());
            boolean held = target.allPaused() || target.paused().contains(container.node());
            if (!current && !held || !serves && !container.frozen()) {
                return false;
            }
            serving += serves ? 1 : 0;
            spares += held || serves ? 0 : 1;
        }
        return seen.traffic().containsKey(pod.name())
                && serving == (target.allPaused() ? 0 : target.nodes())
                && spares == (target.allPaused() ? 0 : pod.spares());
    }

    private void note(PodName pod, @Nullable NodeState before, NodeStatus node) {
        String was = before == null ? "" : " (was %s)".formatted(word(before));
        String why = node.detail().isEmpty() ? "" : ": " + node.detail();
        recorder.note(
                node.state() == NodeState.FAILED
                        ? CloudEvent.Severity.WARNING
                        : CloudEvent.Severity.INFO,
                CloudEvent.Kind.NODE,
                pod,
                node.node(),
                "Node %s is %s%s%s".formatted(node.node(), word(node.state()), was, why));
    }

    private static String word(NodeState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private PodStatus status(PodSpec pod, Round round, Map<String, String> problems) {
        Map<NodeName, NodeUsage> usage = new HashMap<>();
        ports.usage().latest(pod.name()).forEach(u -> usage.put(u.node(), u));
        PodStatusBuilder maker =
                new PodStatusBuilder(
                        pod,
                        round.seen(),
                        round.underWay(),
                        problems,
                        usage,
                        states,
                        since,
                        round.buildLines().get(pod.name()));
        List<NodeStatus> nodes = maker.nodes();
        for (NodeStatus node : nodes) {
            NodeState before = states.put(node.node(), node.state());
            if (before != node.state()) {
                since.put(node.node(), round.now());
                note(pod.name(), before, node);
            }
        }
        PodScalingState tracker = scaling.tracker(pod.name());
        return new PodStatus(
                pod,
                generation(pod, round),
                maker.phase(nodes),
                maker.setup(nodes),
                nodes,
                scaling.load(pod.name()),
                ports.workload().of(pod.name()).counts(),
                tracker.decision(),
                tracker.reaction(),
                tracker.cost());
    }
}
