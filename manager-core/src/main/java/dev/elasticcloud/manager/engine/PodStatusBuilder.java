package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.SetupStep;
import dev.elasticcloud.manager.model.status.SetupStep.Kind;
import dev.elasticcloud.manager.model.status.SetupStep.Progress;
import dev.elasticcloud.manager.plan.PlanInput;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;

/// Words what was observed of one pod for people: node states, set-up steps, a phase. Pure.
///
/// @param problems messages of what failed of late, by subject
/// @param before the state each node was last seen in
/// @param since when each node came into that state
record PodStatusBuilder(
        PodSpec pod,
        Observation seen,
        Map<String, Action> underWay,
        Map<String, String> problems,
        Map<NodeName, NodeUsage> usage,
        Map<NodeName, NodeState> before,
        Map<NodeName, Instant> since,
        @Nullable String buildLine) {

    List<NodeStatus> nodes() {
        List<NodeStatus> nodes = new ArrayList<>();
        TreeSet<NodeName> declared = new TreeSet<>(pod.target().registered());
        for (NodeContainer container : seen.containersOf(pod.name())) {
            declared.remove(container.node());
            nodes.add(status(container));
        }
        for (NodeName node : declared) {
            nodes.add(withoutContainer(node));
        }
        nodes.sort(java.util.Comparator.comparing(NodeStatus::node));
        return nodes;
    }

    private NodeStatus withoutContainer(NodeName node) {
        Instant from = since.getOrDefault(node, seen.at());
        if (!(underWay.get("node " + node) instanceof Action.StartNode)) {
            return NodeStatus.declared(node, from);
        }
        return new NodeStatus(
                node,
                NodeState.STARTING,
                "",
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                from,
                "its container is being made");
    }

    private NodeStatus status(NodeContainer container) {
        BalancerServer server = seen.servers().get(container.node());
        NodeState state = state(container, server);
        NodeUsage sample = container.running() ? usage.get(container.node()) : null;
        return new NodeStatus(
                container.node(),
                state,
                container.id(),
                server == null ? 0 : server.running(),
                sample == null ? OptionalDouble.empty() : OptionalDouble.of(sample.cpuShare()),
                sample == null ? OptionalDouble.empty() : OptionalDouble.of(sample.memoryShare()),
                since.getOrDefault(container.node(), container.startedAt()),
                detail(container, server, state));
    }

    private NodeState state(NodeContainer container, @Nullable BalancerServer server) {
        boolean held = pod.target().allPaused() || pod.target().paused().contains(container.node());
        Action begun = underWay.get("node " + container.node());
        return switch (container.state()) {
            case EXITED -> leaving(container) ? NodeState.DRAINING : NodeState.FAILED;
            case CREATED -> NodeState.STARTING;
            case FROZEN -> {
                if (begun instanceof Action.Thaw) {
                    yield NodeState.STARTING;
                }
                yield held ? NodeState.PAUSED : NodeState.SPARE;
            }
            case RUNNING -> running(container, server);
        };
    }

    private NodeState running(NodeContainer container, @Nullable BalancerServer server) {
        if (server != null && server.mode() == BalancerServer.Mode.READY) {
            return server.healthy() ? NodeState.ONLINE : NodeState.FAILED;
        }
        return leaving(container) || hasServed(container.node(), server)
                ? NodeState.DRAINING
                : NodeState.STARTING;
    }

    private boolean leaving(NodeContainer container) {
        return pod.target().removing().contains(container.node())
                || !pod.target().initialised()
                || underWay.get("node " + container.node()) instanceof Action.RemoveContainer;
    }

    /// Tells a node on its way out from one on its way in. A node that the balancer knows no more
    /// is still on its way out if it was so before.
    private boolean hasServed(NodeName node, @Nullable BalancerServer server) {
        NodeState was = before.get(node);
        return was == NodeState.DRAINING
                || server != null
                        && (server.served() > 0 || server.healthy() && was == NodeState.ONLINE);
    }

    private String detail(
            NodeContainer container, @Nullable BalancerServer server, NodeState state) {
        String problem = problems.get("node " + container.node());
        if (problem != null) {
            return problem;
        }
        return switch (state) {
            case FAILED ->
                    container.running()
                            ? "does not answer its health probes"
                            : container.outOfMemory()
                                    ? "ran out of memory"
                                    : "ended with exit code " + container.exitCode();
            case STARTING -> server == null ? "starts" : "is probed";
            case DRAINING ->
                    server == null || server.running() == 0
                            ? "stops"
                            : "finishes " + server.running() + " jobs";
            case SPARE -> "warm and frozen";
            case PAUSED -> "frozen by the owner";
            case ONLINE -> container.outOfMemory() ? "a process in it ran out of memory" : "";
            case REGISTERED -> "";
        };
    }

    PodPhase phase(List<NodeStatus> nodes) {
        if (!pod.target().initialised()) {
            return nodes.stream().anyMatch(n -> n.state() != NodeState.REGISTERED)
                    ? PodPhase.SCALING_DOWN
                    : PodPhase.NOT_INITIALISED;
        }
        if (pod.target().allPaused()) {
            return PodPhase.PAUSED;
        }
        long online = nodes.stream().filter(n -> n.state() == NodeState.ONLINE).count();
        boolean trouble =
                problems.containsKey(image())
                        || problems.containsKey(network())
                        || problems.containsKey(PlanInput.startsOf(pod.name()))
                        || nodes.stream().anyMatch(n -> n.state() == NodeState.FAILED);
        if (trouble) {
            return PodPhase.DEGRADED;
        }
        boolean ground =
                seen.images().containsKey(pod.name()) && seen.traffic().containsKey(pod.name());
        if (!ground || (online == 0 && pod.target().nodes() > 0)) {
            return PodPhase.INITIALISING;
        }
        if (online < pod.target().nodes()) {
            return PodPhase.SCALING_UP;
        }
        return online > pod.target().nodes() ? PodPhase.SCALING_DOWN : PodPhase.STEADY;
    }

    List<SetupStep> setup(List<NodeStatus> nodes) {
        int wanted = pod.target().nodes();
        long made = seen.containersOf(pod.name()).stream().filter(NodeContainer::running).count();
        long online = nodes.stream().filter(n -> n.state() == NodeState.ONLINE).count();
        boolean begun = pod.target().initialised();
        boolean image = pod.nodeFingerprint().equals(seen.images().get(pod.name()));
        boolean network = seen.networks().contains(pod.name());
        boolean balancer = seen.traffic().containsKey(pod.name());
        String imageDetail = buildLine != null && !image ? buildLine : pod.image().describe();
        return List.of(
                step(Kind.IMAGE, begun, image, imageDetail, image()),
                step(Kind.NETWORK, begun, network, "", network()),
                step(Kind.BALANCER, begun && network, balancer, "", "balancer"),
                step(
                        Kind.NODES,
                        begun && image && network,
                        begun && made >= wanted && image,
                        Math.min(made, wanted) + " of " + wanted,
                        PlanInput.startsOf(pod.name())),
                step(
                        Kind.SERVING,
                        begun && balancer && made > 0,
                        begun && online >= wanted && balancer,
                        online + " of " + wanted,
                        ""));
    }

    private String image() {
        return new Action.BuildImage(pod.name()).subject();
    }

    private String network() {
        return new Action.CreateNetwork(pod.name()).subject();
    }

    private SetupStep step(
            Kind kind, boolean possible, boolean done, String detail, String subject) {
        if (done) {
            return new SetupStep(kind, Progress.DONE, detail);
        }
        String problem = problems.get(subject);
        if (problem != null && possible) {
            return new SetupStep(kind, Progress.FAILED, problem);
        }
        return possible
                ? new SetupStep(kind, Progress.RUNNING, detail)
                : new SetupStep(kind, Progress.WAITING, "");
    }
}
