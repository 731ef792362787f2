package dev.elasticcloud.manager.rest.routes;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
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
import dev.elasticcloud.manager.rest.change.ChangeProgress;
import dev.elasticcloud.manager.rest.change.ChangeSubmitter;
import dev.elasticcloud.manager.rest.problem.Refusal;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Caller;
import dev.elasticcloud.manager.rest.routing.Route;
import dev.elasticcloud.manager.rest.routing.RouteBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Nodes: list, change, and read their logs.
public final class NodeRoutes {

    private static final int LINES = 200;
    private static final int MOST_UNREAD = 10_000;
    private static final String LINE_BY_LINE = "application/x-ndjson";

    private final CloudManager cloud;
    private final ChangeSubmitter changes;
    private final RequestGate gate;
    private final ModelJson json = new ModelJson();

    public NodeRoutes(CloudManager cloud, ChangeSubmitter changes, RequestGate gate) {
        this.cloud = cloud;
        this.changes = changes;
        this.gate = gate;
    }

    public List<Route> routes() {
        return List.of(
                listing(Route.get("/v1/nodes", "listNodes", "All nodes"))
                        .parameter("pod", "only of this pod")
                        .to(request -> list(request, request.podFilter())),
                Route.get("/v1/nodes/{node}/logs", "readLogs", "A node's log")
                        .needs(Role.VIEWER)
                        .parameter("tail", "how many of the last lines; 200 when absent")
                        .parameter("since", "nothing from before this time")
                        .parameter("follow", "true: keep sending new lines")
                        .returnsText("text/plain")
                        .to(this::logs),
                Route.get(
                                "/v1/nodes/{node}/inspect",
                                "inspectNode",
                                "Everything the engine knows about a node's container")
                        .needs(Role.OWNER)
                        .returns(200, Map.class)
                        .to(
                                request ->
                                        ApiResponse.json(
                                                200,
                                                cloud.inspect(request.node())
                                                        .getBytes(StandardCharsets.UTF_8))),
                listing(Route.get("/v1/pods/{pod}/nodes", "listPodNodes", "A pod's nodes"))
                        .to(request -> list(request, Optional.of(request.pod()))),
                change(
                                Route.post(
                                        "/v1/pods/{pod}/nodes",
                                        "addNode",
                                        "Register a node, and optionally launch it"))
                        .mayAccept(NewNode.class)
                        .returns(201, ChangeProgress.class)
                        .to(this::add),
                Route.get("/v1/pods/{pod}/nodes/{node}", "readNode", "One node")
                        .needs(Role.VIEWER)
                        .returns(200, NodeStatus.class)
                        .to(request -> ApiResponse.json(200, json.bytes(node(request)))),
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
                                        "Take a node out of the balancer and freeze it"))
                        .to(onNode(Command.PauseNode::new)),
                change(
                                Route.post(
                                        "/v1/pods/{pod}/nodes/{node}/resume",
                                        "resumeNode",
                                        "Resume a paused node"))
                        .to(onNode(Command.ResumeNode::new)));
    }

    private static RouteBuilder change(RouteBuilder route) {
        return route.needs(Role.OWNER)
                .parameter("wait", CloudRoutes.WAIT)
                .parameter("dryRun", CloudRoutes.DRY_RUN)
                .returns(202, ChangeProgress.class)
                .returns(200, ChangeProgress.class);
    }

    private static RouteBuilder listing(RouteBuilder route) {
        return route.needs(Role.VIEWER)
                .parameter("state", "only in this state, such as online")
                .parameter("sort", "sort by name, cpu or running; name when absent")
                .returnsList(PodNode.class);
    }

    private Route.Handler onNode(BiFunction<PodName, NodeName, Command> command) {
        return request -> changes.submit(request, command.apply(request.pod(), request.node()));
    }

    /// A node and its pod.
    record PodNode(PodName pod, NodeStatus node) {}

    private ApiResponse list(ApiRequest request, Optional<PodName> pod) {
        Stream<PodStatus> pods =
                pod.map(name -> Stream.of(PodRoutes.pod(cloud.snapshot(), name)))
                        .orElseGet(() -> cloud.snapshot().pods().values().stream());
        Optional<NodeState> state = request.text("state").map(NodeRoutes::state);
        List<PodNode> nodes =
                pods.flatMap(p -> p.nodes().stream().map(n -> new PodNode(p.name(), n)))
                        .filter(n -> state.map(s -> n.node().state() == s).orElse(true))
                        .sorted(order(request.text("sort").orElse("name")))
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

    private NodeStatus node(ApiRequest request) {
        return PodRoutes.pod(cloud.snapshot(), request.pod()).nodes().stream()
                .filter(n -> n.node().equals(request.node()))
                .findFirst()
                .orElseThrow(() -> CloudException.noNode(request.pod(), request.node()));
    }

    /// A node to register; a name is generated when none is given.
    ///
    /// @param launch whether to start it, too
    record NewNode(@Nullable NodeName name, @Nullable Boolean launch) {}

    private ApiResponse add(ApiRequest request) {
        NewNode node = request.hasBody() ? request.body(NewNode.class) : new NewNode(null, false);
        PodName pod = request.pod();
        NodeName name = node.name();
        if (Boolean.TRUE.equals(node.launch())) {
            return changes.submit(request, new Command.LaunchNode(pod, name));
        }
        ApiResponse.Buffered response =
                changes.submit(request, new Command.RegisterNode(pod, name));
        if (request.flag("dryRun")) {
            return response;
        }
        String where = "/v1/pods/" + pod + "/nodes" + (name == null ? "" : "/" + name);
        return response.withStatus(201).with("Location", where);
    }

    private ApiResponse logs(ApiRequest request) {
        LogQuery query =
                new LogQuery(
                        request.whole("tail", LINES, 0, LogQuery.MOST),
                        request.instant("since").orElse(null));
        NodeName node = request.node();
        boolean asJson = request.wants(ApiResponse.JSON) || request.wants(LINE_BY_LINE);
        if (request.flag("follow")) {
            return follow(request, node, query, asJson);
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

    /// Lines go through a bounded queue, so that a slow reader blocks nobody; lines beyond it are
    /// dropped.
    private ApiResponse follow(ApiRequest request, NodeName node, LogQuery query, boolean asJson) {
        BlockingQueue<LogLine> unread = new ArrayBlockingQueue<>(MOST_UNREAD);
        Subscription following = cloud.followLogs(node, query, unread::offer);
        return new ApiResponse.Streaming(
                asJson ? LINE_BY_LINE : "text/plain; charset=utf-8",
                out -> {
                    try (following) {
                        copy(unread, out, asJson, request.caller(), following);
                    }
                });
    }

    private void copy(
            BlockingQueue<LogLine> unread,
            OutputStream out,
            boolean asJson,
            Caller caller,
            Subscription following)
            throws IOException, InterruptedException {
        out.write(new byte[0]);
        while (gate.isStillAuthorized(caller)) {
            LogLine line = unread.poll(1, TimeUnit.SECONDS);
            if (line == null) {
                if (following.ended().isDone() && unread.isEmpty()) {
                    requireWhole(following);
                    return;
                }
                // Writing an empty line is how a disconnected reader is noticed.
                out.write('\n');
                continue;
            }
            String text = asJson ? json.write(line) : line.text();
            out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /// A log that broke off breaks its response off too, so that it does not look complete.
    private static void requireWhole(Subscription ended) throws IOException {
        if (ended.ended().isCompletedExceptionally()) {
            throw new IOException("The log broke off");
        }
    }
}
