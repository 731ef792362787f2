package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.NodeUse;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.SetupStep;
import dev.elasticcloud.manager.model.status.SetupStep.Kind;
import dev.elasticcloud.manager.model.status.SetupStep.Progress;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.NodeView;
import dev.elasticcloud.manager.view.PodView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Describes one pod for display: each node's state in words, the set-up steps, a phase. Pure.
///
/// @param problems messages of recent failures, by subject
/// @param uses what limits the jobs of each online node
/// @param since when each node has been in its state
/// @param buildLine the last log line of the image's build, if there was one
record PodStatusBuilder(
        PodView pod,
        Map<Subject, String> problems,
        Map<NodeName, NodeUsage> usage,
        Map<NodeName, NodeUse> uses,
        Map<NodeName, Instant> since,
        Instant now,
        @Nullable String buildLine) {

    /// The nodes that people see: those with a container, and those that the owner registered.
    List<NodeStatus> nodes() {
        return pod.nodes().stream()
                .filter(n -> n.container() != null || isRegistered(n))
                .map(this::status)
                .toList();
    }

    private boolean isRegistered(NodeView node) {
        return pod.spec().target().registered().contains(node.node());
    }

    private NodeStatus status(NodeView node) {
        NodeContainer container = node.container();
        if (container == null) {
            return withoutContainer(node);
        }
        NodeUsage sample = container.running() ? usage.get(node.node()) : null;
        return new NodeStatus(
                node.node(),
                node.state(),
                container.id(),
                node.running(),
                sample == null ? OptionalDouble.empty() : OptionalDouble.of(sample.cpuShare()),
                sample == null ? OptionalDouble.empty() : OptionalDouble.of(sample.memoryShare()),
                since.getOrDefault(node.node(), container.startedAt()),
                detail(node, container),
                uses.getOrDefault(node.node(), NodeUse.UNKNOWN));
    }

    private NodeStatus withoutContainer(NodeView node) {
        Instant from = since.getOrDefault(node.node(), now);
        if (node.role() != NodeView.Role.MAKING) {
            return NodeStatus.declared(node.node(), from);
        }
        return new NodeStatus(
                node.node(),
                NodeState.STARTING,
                "",
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                from,
                "its container is being created");
    }

    private String detail(NodeView node, NodeContainer container) {
        String problem = problems.get(new Subject.Node(node.node()));
        if (problem != null) {
            return problem;
        }
        BalancerServer server = node.server();
        return switch (node.state()) {
            case FAILED -> whyFailed(node, container);
            case STARTING -> server == null ? "starts" : probed(server);
            case DRAINING -> node.running() == 0 ? "stops" : "finishes " + node.running() + " jobs";
            case SPARE -> "warm and frozen";
            case PAUSED -> "frozen by the owner";
            case ONLINE -> whileOnline(container, server);
            case REGISTERED -> "";
        };
    }

    private static String probed(BalancerServer server) {
        return server.probe().isEmpty() ? "is probed" : "is probed: " + server.probe();
    }

    private static String whileOnline(NodeContainer container, @Nullable BalancerServer server) {
        if (container.outOfMemory()) {
            return "a process in it ran out of memory";
        }
        return server != null && server.silent()
                ? "does not answer its probes while it works on its %d jobs"
                        .formatted(server.running())
                : "";
    }

    private static String whyFailed(NodeView node, NodeContainer container) {
        if (node.role() == NodeView.Role.UNREADABLE) {
            return "cannot be inspected: " + node.reason();
        }
        if (container.running()) {
            BalancerServer server = node.server();
            String last = server == null || server.probe().isEmpty() ? "" : ": " + server.probe();
            return "does not answer its health probes" + last;
        }
        return container.outOfMemory()
                ? "ran out of memory"
                : "ended with exit code " + container.exitCode();
    }

    PodPhase phase(List<NodeStatus> nodes) {
        PodSpec spec = pod.spec();
        if (!spec.target().initialised()) {
            return nodes.stream().anyMatch(n -> n.state() != NodeState.REGISTERED)
                    ? PodPhase.SCALING_DOWN
                    : PodPhase.NOT_INITIALISED;
        }
        if (spec.target().allPaused()) {
            return PodPhase.PAUSED;
        }
        if (inTrouble(nodes)) {
            return PodPhase.DEGRADED;
        }
        int online = pod.online();
        int wanted = spec.target().nodes();
        if (!pod.imageExists() || !pod.hasBackend() || online == 0 && wanted > 0) {
            return PodPhase.INITIALISING;
        }
        if (online < wanted) {
            return PodPhase.SCALING_UP;
        }
        return online > wanted ? PodPhase.SCALING_DOWN : PodPhase.STEADY;
    }

    private boolean inTrouble(List<NodeStatus> nodes) {
        return problems.containsKey(new Subject.Image(pod.name()))
                || problems.containsKey(new Subject.Network(pod.name()))
                || problems.containsKey(new Subject.Starts(pod.name()))
                || nodes.stream().anyMatch(n -> n.state() == NodeState.FAILED);
    }

    List<SetupStep> setup() {
        int wanted = pod.spec().target().nodes();
        long made =
                pod.nodes().stream()
                        .filter(n -> n.container() != null && n.container().running())
                        .count();
        int online = pod.online();
        boolean begun = pod.spec().target().initialised();
        boolean image = pod.imageReady();
        boolean network = pod.hasNetwork();
        boolean backend = pod.hasBackend();
        String imageDetail =
                buildLine != null && !image ? buildLine : pod.spec().image().describe();
        return List.of(
                step(Kind.IMAGE, begun, image, imageDetail, new Subject.Image(pod.name())),
                step(Kind.NETWORK, begun, network, "", new Subject.Network(pod.name())),
                step(Kind.BALANCER, begun && network, backend, "", Subject.BALANCER),
                step(
                        Kind.NODES,
                        begun && image && network,
                        begun && made >= wanted && image,
                        Math.min(made, wanted) + " of " + wanted,
                        new Subject.Starts(pod.name())),
                step(
                        Kind.SERVING,
                        begun && backend && made > 0,
                        begun && online >= wanted && backend,
                        online + " of " + wanted,
                        null));
    }

    private SetupStep step(
            Kind kind, boolean possible, boolean done, String detail, @Nullable Subject subject) {
        if (done) {
            return new SetupStep(kind, Progress.DONE, detail);
        }
        String problem = subject == null ? null : problems.get(subject);
        if (problem != null && possible) {
            return new SetupStep(kind, Progress.FAILED, problem);
        }
        return possible
                ? new SetupStep(kind, Progress.RUNNING, detail)
                : new SetupStep(kind, Progress.WAITING, "");
    }
}
