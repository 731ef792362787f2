package dev.elasticcloud.manager.rest.routes;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.Subscription;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.rest.access.RequestGate;
import dev.elasticcloud.manager.rest.change.Changes;
import dev.elasticcloud.manager.rest.problem.Refusal;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Caller;
import dev.elasticcloud.manager.rest.routing.Route;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Nodes: which there are, what they do, and what their programs write.
public final class NodeRoutes {

    private static final int LINES = 200;
    private static final int MOST_UNREAD = 10_000;
    private static final String LINE_BY_LINE = "application/x-ndjson";

    private final CloudManager cloud;
    private final Changes changes;
    private final RequestGate gate;
    private final ModelJson json = new ModelJson();

    public NodeRoutes(CloudManager cloud, Changes changes, RequestGate gate) {
        this.cloud = cloud;
        this.changes = changes;
        this.gate = gate;
    }

    public List<Route> routes() {
        return List.of(
                listing(Route.get("/v1/nodes", "listNodes", "All nodes"))
                        .query("pod", "only of this pod")
                        .to(call -> list(call, call.podFilter())),
                Route.get("/v1/nodes/{node}/logs", "readLogs", "What a node's program wrote")
                        .needs(Role.VIEWER)
                        .query("tail", "how many of the last lines; 200 when absent")
                        .query("since", "not from before this moment")
                        .query("follow", "true: go on with each new line")
                        .answersText("text/plain")
                        .to(this::logs),
                listing(Route.get("/v1/pods/{pod}/nodes", "listPodNodes", "A pod's nodes"))
                        .to(call -> list(call, Optional.of(call.pod()))),
                change(
                                Route.post(
                                        "/v1/pods/{pod}/nodes",
                                        "addNode",
                                        "Declare a node, and launch it if wanted"))
                        .mayTake(NewNode.class)
                        .answers(201, Changes.Progress.class)
                        .to(this::add),
                Route.get("/v1/pods/{pod}/nodes/{node}", "readNode", "One node")
                        .needs(Role.VIEWER)
                        .answers(200, NodeStatus.class)
                        .to(call -> ApiResponse.json(200, json.bytes(node(call)))),
                change(
                                Route.delete(
                                        "/v1/pods/{pod}/nodes/{node}",
                                        "removeNode",
                                        "Drain and remove a node"))
                        .to(onNode(Command.RemoveNode::new)),
                change(
                                Route.post(
                                        "/v1/pods/{pod}/nodes/{node}/launch",
                                        "launchNode",
                                        "Start a registered node"))
                        .to(onNode(Command.LaunchNode::new)),
                change(
                                Route.post(
                                        "/v1/pods/{pod}/nodes/{node}/pause",
                                        "pauseNode",
                                        "Take a node out and freeze it"))
                        .to(onNode(Command.PauseNode::new)),
                change(
                                Route.post(
                                        "/v1/pods/{pod}/nodes/{node}/resume",
                                        "resumeNode",
                                        "Let a paused node serve"))
                        .to(onNode(Command.ResumeNode::new)));
    }

    private static Route change(Route route) {
        return route.needs(Role.OWNER)
                .query("wait", CloudRoutes.WAIT)
                .query("dryRun", CloudRoutes.DRY_RUN)
                .answers(202, Changes.Progress.class)
                .answers(200, Changes.Progress.class);
    }

    private static Route listing(Route route) {
        return route.needs(Role.VIEWER)
                .query("state", "only in this state, such as online")
                .query("sort", "name, cpu or running; name when absent")
                .answersList(PodNode.class);
    }

    private Route.Handling onNode(BiFunction<PodName, NodeName, Command> command) {
        return call -> changes.submit(call, command.apply(call.pod(), call.node()));
    }

    /// A node and whose it is.
    record PodNode(PodName pod, NodeStatus node) {}

    private ApiResponse list(ApiRequest call, Optional<PodName> pod) {
        Stream<PodStatus> pods =
                pod.map(name -> Stream.of(PodRoutes.pod(cloud.snapshot(), name)))
                        .orElseGet(() -> cloud.snapshot().pods().values().stream());
        Optional<NodeState> state = call.text("state").map(NodeRoutes::state);
        List<PodNode> nodes =
                pods.flatMap(p -> p.nodes().stream().map(n -> new PodNode(p.name(), n)))
                        .filter(n -> state.map(s -> n.node().state() == s).orElse(true))
                        .sorted(order(call.text("sort").orElse("name")))
                        .toList();
        return ApiResponse.json(200, json.bytes(nodes));
    }

    private static Comparator<PodNode> order(String by) {
        Comparator<PodNode> byName = Comparator.comparing(n -> n.node().node());
        return switch (by) {
            case "name" -> byName;
            case "cpu" ->
                    Comparator.comparingDouble((PodNode n) -> -n.node().cpuShare().orElse(0))
                            .thenComparing(byName);
            case "running" ->
                    Comparator.comparingInt((PodNode n) -> -n.node().running())
                            .thenComparing(byName);
            default -> throw Refusal.at("sort", "sort must be name, cpu or running");
        };
    }

    private static NodeState state(String text) {
        try {
            return NodeState.valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Refusal.at(
                    "state",
                    "state must be one of registered, starting, online, draining, paused, spare,"
                            + " failed");
        }
    }

    private NodeStatus node(ApiRequest call) {
        return PodRoutes.pod(cloud.snapshot(), call.pod()).nodes().stream()
                .filter(n -> n.node().equals(call.node()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CloudException(
                                        ErrorCode.NOT_FOUND,
                                        "There is no node %s in pod %s"
                                                .formatted(call.node(), call.pod())));
    }

    /// A node to be declared; a name is made when none is given.
    ///
    /// @param launch whether it is to be started as well
    record NewNode(@Nullable NodeName name, @Nullable Boolean launch) {}

    private ApiResponse add(ApiRequest call) {
        NewNode node = call.hasBody() ? call.body(NewNode.class) : new NewNode(null, false);
        PodName pod = call.pod();
        NodeName name = node.name();
        if (Boolean.TRUE.equals(node.launch())) {
            return changes.submit(call, new Command.LaunchNode(pod, name));
        }
        ApiResponse.Whole answer =
                (ApiResponse.Whole) changes.submit(call, new Command.RegisterNode(pod, name));
        if (call.flag("dryRun")) {
            return answer;
        }
        String where = "/v1/pods/" + pod + "/nodes" + (name == null ? "" : "/" + name);
        return ApiResponse.with(
                new ApiResponse.Whole(201, answer.type(), answer.bytes(), answer.headers()),
                "Location",
                where);
    }

    private ApiResponse logs(ApiRequest call) {
        LogQuery query =
                new LogQuery(
                        call.whole("tail", LINES, 0, LogQuery.MOST),
                        call.moment("since").orElse(null));
        NodeName node = call.node();
        boolean asJson = call.wants(ApiResponse.JSON) || call.wants(LINE_BY_LINE);
        if (call.flag("follow")) {
            return follow(call, node, query, asJson);
        }
        List<LogLine> lines = cloud.logs(node, query);
        return asJson
                ? ApiResponse.json(200, json.bytes(lines))
                : ApiResponse.text("text/plain; charset=utf-8", text(lines));
    }

    private static String text(List<LogLine> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append('\n'));
        return text.toString();
    }

    /// Lines go through a queue, so that a slow reader holds up nobody; what it holds no more is
    /// left out.
    private ApiResponse follow(ApiRequest call, NodeName node, LogQuery query, boolean asJson) {
        BlockingQueue<LogLine> unread = new ArrayBlockingQueue<>(MOST_UNREAD);
        Subscription following = cloud.followLogs(node, query, unread::offer);
        return new ApiResponse.Flowing(
                asJson ? LINE_BY_LINE : "text/plain; charset=utf-8",
                out -> {
                    try (following) {
                        copy(unread, out, asJson, call.caller(), node);
                    }
                });
    }

    private void copy(
            BlockingQueue<LogLine> unread,
            OutputStream out,
            boolean asJson,
            Caller caller,
            NodeName node)
            throws IOException, InterruptedException {
        out.write(new byte[0]);
        while (gate.isStillWelcome(caller)) {
            LogLine line = unread.poll(1, TimeUnit.SECONDS);
            if (line == null) {
                if (!exists(node)) {
                    return;
                }
                // An empty line is how a reader that has gone is noticed.
                out.write('\n');
                continue;
            }
            String text = asJson ? json.write(line) : line.text();
            out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private boolean exists(NodeName node) {
        return cloud.snapshot().pods().values().stream()
                .flatMap(p -> p.nodes().stream())
                .anyMatch(n -> n.node().equals(node) && !n.containerId().isEmpty());
    }
}
