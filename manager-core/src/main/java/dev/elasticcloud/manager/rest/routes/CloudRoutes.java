package dev.elasticcloud.manager.rest.routes;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.rest.change.Changes;
import dev.elasticcloud.manager.rest.change.RemoteCommands;
import dev.elasticcloud.manager.rest.problem.Refusal;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Route;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The cloud as a whole: what it is, its newest snapshot, and commands of any kind.
public final class CloudRoutes {

    static final String WAIT = "wait until it is complete, such as 30s; at most 2m";
    static final String DRY_RUN = "true: answer with the plan and change nothing";

    private final CloudManager cloud;
    private final Changes changes;
    private final ModelJson json = new ModelJson();
    private volatile Written written = new Written(-1, new byte[0]);

    /// A snapshot written down once for all who ask.
    private record Written(long number, byte[] bytes) {}

    public CloudRoutes(CloudManager cloud, Changes changes) {
        this.cloud = cloud;
        this.changes = changes;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/v1/cloud", "readCloud", "What this cloud is, and what you may do")
                        .needs(Role.VIEWER)
                        .answers(200, CloudInfo.class)
                        .to(this::info),
                Route.post("/v1/cloud/init", "initialise", "Bring pods into being")
                        .needs(Role.OWNER)
                        .query("wait", WAIT)
                        .query("dryRun", DRY_RUN)
                        .mayTake(Init.class)
                        .answers(202, Changes.Progress.class)
                        .answers(200, Changes.Progress.class)
                        .to(this::initialise),
                Route.get("/v1/snapshot", "readSnapshot", "The whole cloud at this moment")
                        .needs(Role.VIEWER)
                        .answers(200, CloudSnapshot.class)
                        .to(this::snapshot),
                Route.get("/v1/balancer", "readBalancer", "The balancer and whom it serves")
                        .needs(Role.VIEWER)
                        .answers(200, BalancerInfo.class)
                        .to(call -> ApiResponse.json(200, json.bytes(balancer()))),
                Route.get(
                                "/v1/receipts/{generation}",
                                "readReceipt",
                                "How far the effect of a change is")
                        .needs(Role.VIEWER)
                        .query("pods", "the pods it changed, with commas between; else all")
                        .query("wait", WAIT)
                        .answers(202, Changes.Progress.class)
                        .answers(200, Changes.Progress.class)
                        .to(this::receipt),
                Route.post("/v1/commands", "submitCommand", "Any change, told apart by its kind")
                        .needs(Role.OWNER)
                        .query("wait", WAIT)
                        .query("dryRun", DRY_RUN)
                        .takes(Command.class)
                        .answers(202, Changes.Progress.class)
                        .answers(200, Changes.Progress.class)
                        .to(this::command));
    }

    /// What a cloud is, and who asks.
    record CloudInfo(
            String cloud,
            boolean simulated,
            long generation,
            EngineHealth engine,
            BalancerHealth balancer,
            Set<PodName> pods,
            You you) {}

    /// Who asks, and as what.
    record You(String name, Role role) {}

    private ApiResponse info(ApiRequest call) {
        CloudSnapshot now = cloud.snapshot();
        return ApiResponse.json(
                200,
                json.bytes(
                        new CloudInfo(
                                now.cloud(),
                                now.engine().kind().equals("simulated"),
                                now.generation(),
                                now.engine(),
                                now.balancer(),
                                now.pods().keySet(),
                                new You(call.caller().name(), call.caller().role()))));
    }

    /// Which pods to bring into being, each with how many nodes; all, as they declare, when absent.
    record Init(@Nullable Map<PodName, Integer> pods) {}

    private ApiResponse initialise(ApiRequest call) {
        Map<PodName, Integer> wanted = call.hasBody() ? call.body(Init.class).pods() : null;
        if (wanted == null) {
            wanted = new TreeMap<>();
            for (PodStatus pod : cloud.snapshot().pods().values()) {
                if (!pod.spec().target().initialised()) {
                    wanted.put(pod.name(), pod.spec().initialNodes());
                }
            }
        }
        wanted.forEach(CloudRoutes::requireCount);
        return changes.submit(call, new Command.Initialise(wanted));
    }

    private static void requireCount(PodName pod, @Nullable Integer nodes) {
        if (nodes == null) {
            throw Refusal.at(
                    "pods." + pod, "Give the number of nodes that pod " + pod + " begins with");
        }
    }

    private ApiResponse snapshot(ApiRequest call) {
        CloudSnapshot now = cloud.snapshot();
        String tag = "\"" + now.number() + "\"";
        if (call.header("If-None-Match").equals(tag)) {
            return ApiResponse.with(ApiResponse.nothing(304), "ETag", tag);
        }
        return ApiResponse.with(ApiResponse.json(200, bytes(now)), "ETag", tag);
    }

    private byte[] bytes(CloudSnapshot snapshot) {
        Written known = written;
        if (known.number() != snapshot.number()) {
            known =
                    new Written(
                            snapshot.number(),
                            json.write(snapshot).getBytes(StandardCharsets.UTF_8));
            written = known;
        }
        return known.bytes();
    }

    /// The balancer, and each pod's nodes that it knows.
    record BalancerInfo(BalancerHealth health, List<Backend> backends) {}

    /// One pod's part of the balancer.
    record Backend(PodName pod, Balance balance, int slots, List<Server> servers) {}

    /// One node in the balancer.
    record Server(NodeName node, NodeState state, int running) {}

    private BalancerInfo balancer() {
        CloudSnapshot now = cloud.snapshot();
        List<Backend> backends =
                now.pods().values().stream()
                        .filter(p -> p.spec().target().initialised())
                        .map(CloudRoutes::backend)
                        .toList();
        return new BalancerInfo(now.balancer(), backends);
    }

    private static Backend backend(PodStatus pod) {
        Set<NodeState> served = Set.of(NodeState.ONLINE, NodeState.DRAINING);
        return new Backend(
                pod.name(),
                pod.spec().balance(),
                pod.spec().slots(),
                pod.nodes().stream()
                        .filter(n -> served.contains(n.state()))
                        .map(n -> new Server(n.node(), n.state(), n.running()))
                        .toList());
    }

    private ApiResponse receipt(ApiRequest call) {
        long generation;
        try {
            generation = Long.parseLong(call.variable("generation"));
        } catch (NumberFormatException e) {
            throw Refusal.at("generation", "A receipt's number is a whole number");
        }
        if (generation < 0) {
            throw Refusal.at("generation", "A receipt's number is not below 0");
        }
        Set<PodName> pods = new TreeSet<>();
        call.text("pods")
                .ifPresent(
                        names ->
                                Arrays.stream(names.split(","))
                                        .map(PodName::of)
                                        .forEach(pods::add));
        if (pods.isEmpty()) {
            pods.addAll(cloud.snapshot().pods().keySet());
        }
        return changes.answer(new Receipt(generation, pods), changes.waiting(call), null);
    }

    private ApiResponse command(ApiRequest call) {
        return changes.submit(
                call, RemoteCommands.checked(call.body(Command.class), cloud.snapshot()));
    }
}
