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
import dev.elasticcloud.manager.rest.change.ChangeProgress;
import dev.elasticcloud.manager.rest.change.ChangeSubmitter;
import dev.elasticcloud.manager.rest.change.ProgressReport;
import dev.elasticcloud.manager.rest.change.RemoteCommands;
import dev.elasticcloud.manager.rest.problem.Refusal;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Route;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The cloud as a whole: its description, its newest snapshot, and commands of any kind.
public final class CloudRoutes {

    static final String WAIT = "wait until the change is complete, such as 30s; at most 2m";
    static final String DRY_RUN = "true: return the plan and change nothing";

    private final CloudManager cloud;
    private final ChangeSubmitter changes;
    private final ProgressReport progress;
    private final ModelJson json = new ModelJson();
    private volatile Written written = new Written(-1, new byte[0]);

    /// A snapshot serialised once for all readers.
    private record Written(long number, byte[] bytes) {}

    public CloudRoutes(CloudManager cloud, ChangeSubmitter changes, ProgressReport progress) {
        this.cloud = cloud;
        this.changes = changes;
        this.progress = progress;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/v1/cloud", "readCloud", "This cloud, and what you may do")
                        .needs(Role.VIEWER)
                        .returns(200, CloudInfo.class)
                        .to(this::info),
                Route.post("/v1/cloud/init", "initialise", "Initialise pods")
                        .needs(Role.OWNER)
                        .parameter("wait", WAIT)
                        .parameter("dryRun", DRY_RUN)
                        .mayAccept(Init.class)
                        .returns(202, ChangeProgress.class)
                        .returns(200, ChangeProgress.class)
                        .to(this::initialise),
                Route.get("/v1/snapshot", "readSnapshot", "The whole cloud at this moment")
                        .needs(Role.VIEWER)
                        .returns(200, CloudSnapshot.class)
                        .to(this::snapshot),
                Route.get("/v1/balancer", "readBalancer", "The balancer and its servers")
                        .needs(Role.VIEWER)
                        .returns(200, BalancerInfo.class)
                        .to(request -> ApiResponse.json(200, json.bytes(balancer()))),
                Route.get("/v1/receipts/{generation}", "readReceipt", "The progress of a change")
                        .needs(Role.VIEWER)
                        .parameter("pods", "the changed pods, separated by commas; all when absent")
                        .parameter("wait", WAIT)
                        .returns(202, ChangeProgress.class)
                        .returns(200, ChangeProgress.class)
                        .to(this::receipt),
                Route.post("/v1/commands", "submitCommand", "Any command; its kind tells which")
                        .needs(Role.OWNER)
                        .parameter("wait", WAIT)
                        .parameter("dryRun", DRY_RUN)
                        .accepts(Command.class)
                        .returns(202, ChangeProgress.class)
                        .returns(200, ChangeProgress.class)
                        .to(this::command));
    }

    /// The cloud and the caller.
    record CloudInfo(
            String cloud,
            boolean simulated,
            long generation,
            EngineHealth engine,
            BalancerHealth balancer,
            Set<PodName> pods,
            You you) {}

    /// The caller and its role.
    record You(String name, Role role) {}

    private ApiResponse info(ApiRequest request) {
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
                                new You(request.caller().name(), request.caller().role()))));
    }

    /// The pods to initialise with their numbers of nodes; all pods with their declared numbers
    /// when absent.
    record Init(@Nullable Map<PodName, Integer> pods) {}

    private ApiResponse initialise(ApiRequest request) {
        Map<PodName, Integer> wanted = request.hasBody() ? request.body(Init.class).pods() : null;
        if (wanted == null) {
            wanted = new TreeMap<>();
            for (PodStatus pod : cloud.snapshot().pods().values()) {
                if (!pod.spec().target().initialised()) {
                    wanted.put(pod.name(), pod.spec().initialNodes());
                }
            }
        }
        wanted.forEach(CloudRoutes::requireCount);
        return changes.submit(request, new Command.Initialise(wanted));
    }

    private static void requireCount(PodName pod, @Nullable Integer nodes) {
        if (nodes == null) {
            throw Refusal.at(
                    "pods." + pod, "Give the number of nodes that pod " + pod + " starts with");
        }
    }

    private ApiResponse snapshot(ApiRequest request) {
        CloudSnapshot now = cloud.snapshot();
        String tag = "\"" + now.number() + "\"";
        if (request.header("If-None-Match").equals(tag)) {
            return ApiResponse.empty(304).with("ETag", tag);
        }
        return ApiResponse.json(200, bytes(now)).with("ETag", tag);
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

    /// The balancer, with each pod's nodes in it.
    record BalancerInfo(BalancerHealth health, List<Backend> backends) {}

    /// One pod's backend in the balancer.
    record Backend(PodName pod, Balance balance, int slots, List<Server> servers) {}

    /// One node's server in the balancer.
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
        return new Backend(
                pod.name(),
                pod.spec().balance(),
                pod.spec().slots(),
                pod.nodes().stream()
                        .filter(n -> n.state().worksOnJobs())
                        .map(n -> new Server(n.node(), n.state(), n.running()))
                        .toList());
    }

    private ApiResponse receipt(ApiRequest request) {
        long generation;
        try {
            generation = Long.parseLong(request.variable("generation"));
        } catch (NumberFormatException e) {
            throw Refusal.at("generation", "The generation of a receipt is a whole number");
        }
        if (generation < 0) {
            throw Refusal.at("generation", "The generation of a receipt cannot be negative");
        }
        Set<PodName> pods = new TreeSet<>();
        request.text("pods")
                .ifPresent(
                        names ->
                                Arrays.stream(names.split(","))
                                        .map(PodName::of)
                                        .forEach(pods::add));
        if (pods.isEmpty()) {
            pods.addAll(cloud.snapshot().pods().keySet());
        }
        return progress.respond(
                new Receipt(generation, pods), ProgressReport.waitOf(request), null);
    }

    private ApiResponse command(ApiRequest request) {
        return changes.submit(
                request, RemoteCommands.checked(request.body(Command.class), cloud.snapshot()));
    }
}
