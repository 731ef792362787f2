package dev.elasticcloud.manager.rest.routes;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.record.BuildLog;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.rest.body.NewPod;
import dev.elasticcloud.manager.rest.body.PodSettings;
import dev.elasticcloud.manager.rest.change.ChangeProgress;
import dev.elasticcloud.manager.rest.change.ChangeSubmitter;
import dev.elasticcloud.manager.rest.change.PodUploads;
import dev.elasticcloud.manager.rest.change.RemoteCommands;
import dev.elasticcloud.manager.rest.change.SpecTag;
import dev.elasticcloud.manager.rest.problem.ProblemType;
import dev.elasticcloud.manager.rest.problem.Refusal;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Route;
import dev.elasticcloud.manager.rest.routing.RouteBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// Pods: read them, change them, and read their history.
public final class PodRoutes {

    private static final String GZIP = "application/gzip";
    private static final String TAR = "application/x-tar";
    private static final Duration LONGEST_PAST = Duration.ofDays(400);

    private final CloudManager cloud;
    private final ChangeSubmitter changes;
    private final PodUploads uploads;
    private final ModelJson json = new ModelJson();

    public PodRoutes(CloudManager cloud, ChangeSubmitter changes, PodUploads uploads) {
        this.cloud = cloud;
        this.changes = changes;
        this.uploads = uploads;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/v1/pods", "listPods", "All pods")
                        .needs(Role.VIEWER)
                        .returnsList(PodStatus.class)
                        .to(
                                request ->
                                        ApiResponse.json(
                                                200, json.bytes(cloud.snapshot().podsBySize()))),
                change(
                                Route.post(
                                        "/v1/pods",
                                        "createPod",
                                        "Add a pod from an image, or from a folder sent as tar"))
                        .accepts(NewPod.class)
                        .accepts(GZIP, byte[].class)
                        .accepts(TAR, byte[].class)
                        .returns(201, ChangeProgress.class)
                        .to(this::create),
                Route.get("/v1/pods/{pod}", "readPod", "One pod; its ETag is for If-Match")
                        .needs(Role.VIEWER)
                        .returns(200, PodStatus.class)
                        .to(this::read),
                change(
                                Route.patch(
                                        "/v1/pods/{pod}",
                                        "changePod",
                                        "Change some of a pod's settings"))
                        .accepts(PodSettings.class)
                        .accepts("application/merge-patch+json", PodSettings.class)
                        .to(this::patch),
                change(Route.put("/v1/pods/{pod}", "replacePod", "Replace a pod's whole spec"))
                        .accepts(PodSpec.class)
                        .to(this::restore),
                change(
                                Route.delete(
                                        "/v1/pods/{pod}",
                                        "forgetPod",
                                        "Remove a pod that is shut down"))
                        .to(onPod(Command.ForgetPod::new)),
                change(
                                Route.post(
                                        "/v1/pods/{pod}/pause",
                                        "pausePod",
                                        "Pause a pod: freeze all its nodes"))
                        .to(onPod(Command.PausePod::new)),
                change(Route.post("/v1/pods/{pod}/resume", "resumePod", "Resume a paused pod"))
                        .to(onPod(Command.ResumePod::new)),
                change(
                                Route.post(
                                        "/v1/pods/{pod}/shutdown",
                                        "shutDownPod",
                                        "Shut a pod down: drain and remove all its nodes"))
                        .to(onPod(Command.ShutDownPod::new)),
                change(
                                Route.post(
                                        "/v1/pods/{pod}/restore",
                                        "restorePod",
                                        "Restore an earlier spec of a pod"))
                        .accepts(PodSpec.class)
                        .to(this::restore),
                Route.get(
                                "/v1/pods/{pod}/build-log",
                                "readBuildLog",
                                "The log of the latest build of a pod's image, so far")
                        .needs(Role.VIEWER)
                        .returns(200, BuildLog.class)
                        .to(
                                request ->
                                        ApiResponse.json(
                                                200, json.bytes(cloud.buildLog(request.pod())))),
                Route.get("/v1/pods/{pod}/history", "readHistory", "A pod's history")
                        .needs(Role.VIEWER)
                        .parameter("from", "where the history starts, such as 2026-01-31T12:00:00Z")
                        .parameter("to", "where the history ends; now when absent")
                        .parameter("window", "instead of from: how long back, such as 10m")
                        .parameter("step", "the shortest time between two points, such as 10s")
                        .returns(200, PodHistory.class)
                        .to(this::history));
    }

    private static RouteBuilder change(RouteBuilder route) {
        return route.needs(Role.OWNER)
                .parameter("wait", CloudRoutes.WAIT)
                .parameter("dryRun", CloudRoutes.DRY_RUN)
                .returns(202, ChangeProgress.class)
                .returns(200, ChangeProgress.class);
    }

    private Route.Handler onPod(Function<PodName, Command> command) {
        return request -> changes.submit(request, command.apply(request.pod()));
    }

    private ApiResponse read(ApiRequest request) {
        PodStatus pod = pod(cloud.snapshot(), request.pod());
        return ApiResponse.json(200, json.bytes(pod)).with("ETag", SpecTag.of(pod.spec()));
    }

    static PodStatus pod(CloudSnapshot snapshot, PodName name) {
        return snapshot.pod(name)
                .orElseThrow(() -> CloudException.noPod(name, snapshot.pods().keySet()));
    }

    private ApiResponse create(ApiRequest request) throws IOException {
        if (request.media().equals(GZIP) || request.media().equals(TAR)) {
            if (request.flag("dryRun")) {
                throw Refusal.at(
                        "dryRun",
                        "A folder cannot be previewed: its plan is known only once it is added");
            }
            Receipt receipt = uploads.take(request.archive(), changes::addPod);
            return created(changes.added(request, receipt), "/v1/pods");
        }
        PodSpec pod = request.body(NewPod.class).spec();
        if (cloud.snapshot().pod(pod.name()).isPresent()) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "There is already a pod %s: choose another name, or change that pod"
                            .formatted(pod.name()));
        }
        ApiResponse.Buffered response = changes.submit(request, new Command.DefinePod(pod));
        if (request.flag("dryRun")) {
            return response;
        }
        return created(response, "/v1/pods/" + pod.name());
    }

    private static ApiResponse created(ApiResponse.Buffered response, String where) {
        return response.withStatus(201).with("Location", where);
    }

    private ApiResponse patch(ApiRequest request) {
        PodSettings settings = request.body(PodSettings.class);
        PodSpec pod = pod(cloud.snapshot(), request.pod()).spec();
        List<Command> commands = settings.commands(pod);
        if (commands.isEmpty()) {
            throw Refusal.of(
                    ProblemType.INVALID,
                    "Name at least one setting to change: limits, slots, maxNodes, spares, weight,"
                            + " balance, drainDeadline or elasticity");
        }
        return changes.submit(request, new Command.RestorePod(settings.applied(pod)), commands);
    }

    private ApiResponse restore(ApiRequest request) {
        PodSpec pod = request.body(PodSpec.class);
        if (!pod.name().equals(request.pod())) {
            throw Refusal.at(
                    "name",
                    "The body describes pod %s, not %s".formatted(pod.name(), request.pod()));
        }
        return changes.submit(
                request, RemoteCommands.checked(new Command.RestorePod(pod), cloud.snapshot()));
    }

    private ApiResponse history(ApiRequest request) {
        PodName pod = pod(cloud.snapshot(), request.pod()).name();
        Instant to = request.instant("to").orElseGet(() -> cloud.snapshot().at());
        Duration window = request.duration("window", Duration.ofMinutes(10), LONGEST_PAST);
        Instant from = request.instant("from").orElseGet(() -> to.minus(window));
        Duration step = request.duration("step", Duration.ZERO, LONGEST_PAST);
        HistoryRange range = new HistoryRange(from, to, step.isZero() ? null : step);
        return ApiResponse.json(200, json.bytes(cloud.history(pod, range)));
    }
}
