package dev.elasticcloud.manager.rest.routes;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.rest.body.NewPod;
import dev.elasticcloud.manager.rest.body.PodSettings;
import dev.elasticcloud.manager.rest.change.Changes;
import dev.elasticcloud.manager.rest.change.PodUploads;
import dev.elasticcloud.manager.rest.change.RemoteCommands;
import dev.elasticcloud.manager.rest.problem.ProblemType;
import dev.elasticcloud.manager.rest.problem.Refusal;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Route;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// Pods: what they are, what is wanted of them, and their past.
public final class PodRoutes {

    private static final String GZIP = "application/gzip";
    private static final String TAR = "application/x-tar";
    private static final Duration LONGEST_PAST = Duration.ofDays(400);

    private final CloudManager cloud;
    private final Changes changes;
    private final PodUploads uploads;
    private final ModelJson json = new ModelJson();

    public PodRoutes(CloudManager cloud, Changes changes, PodUploads uploads) {
        this.cloud = cloud;
        this.changes = changes;
        this.uploads = uploads;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/v1/pods", "listPods", "All pods")
                        .needs(Role.VIEWER)
                        .answersList(PodStatus.class)
                        .to(
                                call ->
                                        ApiResponse.json(
                                                200, json.bytes(cloud.snapshot().podsBySize()))),
                change(
                                Route.post(
                                        "/v1/pods",
                                        "createPod",
                                        "Make a pod known, of an image or of a folder sent as tar"))
                        .takes(NewPod.class)
                        .takes(GZIP, byte[].class, true)
                        .takes(TAR, byte[].class, true)
                        .atMost(PodUploads.MOST_SENT)
                        .answers(201, Changes.Progress.class)
                        .to(this::create),
                Route.get("/v1/pods/{pod}", "readPod", "One pod; its ETag is for If-Match")
                        .needs(Role.VIEWER)
                        .answers(200, PodStatus.class)
                        .to(this::read),
                change(
                                Route.patch(
                                        "/v1/pods/{pod}",
                                        "changePod",
                                        "Change some of a pod's settings"))
                        .takes(PodSettings.class)
                        .takes("application/merge-patch+json", PodSettings.class, true)
                        .to(this::patch),
                change(
                                Route.put(
                                        "/v1/pods/{pod}",
                                        "replacePod",
                                        "Make all that is wanted of a pod so"))
                        .takes(PodSpec.class)
                        .to(this::restore),
                change(
                                Route.delete(
                                        "/v1/pods/{pod}",
                                        "forgetPod",
                                        "Forget a pod that is shut down"))
                        .to(onPod(Command.ForgetPod::new)),
                change(Route.post("/v1/pods/{pod}/pause", "pausePod", "Freeze all nodes"))
                        .to(onPod(Command.PausePod::new)),
                change(Route.post("/v1/pods/{pod}/resume", "resumePod", "Let a paused pod serve"))
                        .to(onPod(Command.ResumePod::new)),
                change(
                                Route.post(
                                        "/v1/pods/{pod}/shutdown",
                                        "shutDownPod",
                                        "Drain and remove all nodes"))
                        .to(onPod(Command.ShutDownPod::new)),
                change(
                                Route.post(
                                        "/v1/pods/{pod}/restore",
                                        "restorePod",
                                        "Make what is wanted of a pod as it was before"))
                        .takes(PodSpec.class)
                        .to(this::restore),
                Route.get("/v1/pods/{pod}/history", "readHistory", "A pod's past")
                        .needs(Role.VIEWER)
                        .query("from", "where it begins, such as 2026-01-31T12:00:00Z")
                        .query("to", "where it ends; now when absent")
                        .query("window", "instead of from: how long, such as 10m")
                        .query("step", "how far apart points are at least, such as 10s")
                        .answers(200, PodHistory.class)
                        .to(this::history));
    }

    private static Route change(Route route) {
        return route.needs(Role.OWNER)
                .query("wait", CloudRoutes.WAIT)
                .query("dryRun", CloudRoutes.DRY_RUN)
                .answers(202, Changes.Progress.class)
                .answers(200, Changes.Progress.class);
    }

    private Route.Handling onPod(Function<PodName, Command> command) {
        return call -> changes.submit(call, command.apply(call.pod()));
    }

    private ApiResponse read(ApiRequest call) {
        PodStatus pod = pod(cloud.snapshot(), call.pod());
        return ApiResponse.with(
                ApiResponse.json(200, json.bytes(pod)), "ETag", Changes.tag(pod.spec()));
    }

    static PodStatus pod(CloudSnapshot snapshot, PodName name) {
        return snapshot.pod(name)
                .orElseThrow(
                        () ->
                                new CloudException(
                                        ErrorCode.NOT_FOUND,
                                        "There is no pod '%s': the pods are %s"
                                                .formatted(
                                                        name,
                                                        String.join(
                                                                ", ",
                                                                snapshot.pods().keySet().stream()
                                                                        .map(PodName::value)
                                                                        .toList()))));
    }

    private ApiResponse create(ApiRequest call) throws IOException {
        if (call.media().equals(GZIP) || call.media().equals(TAR)) {
            if (call.flag("dryRun")) {
                throw Refusal.at("dryRun", "What a folder leads to is known when it is there");
            }
            Receipt receipt = uploads.take(call.body(), changes::addPod);
            return created(changes.added(call, receipt), "/v1/pods");
        }
        PodSpec pod = call.body(NewPod.class).spec();
        if (cloud.snapshot().pod(pod.name()).isPresent()) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "There is a pod %s already: choose another name, or change that one"
                            .formatted(pod.name()));
        }
        ApiResponse.Whole answer =
                (ApiResponse.Whole) changes.submit(call, new Command.DefinePod(pod));
        if (call.flag("dryRun")) {
            return answer;
        }
        return created(answer, "/v1/pods/" + pod.name());
    }

    private static ApiResponse created(ApiResponse.Whole answer, String where) {
        return ApiResponse.with(
                new ApiResponse.Whole(201, answer.type(), answer.bytes(), answer.headers()),
                "Location",
                where);
    }

    private ApiResponse patch(ApiRequest call) {
        PodSettings settings = call.body(PodSettings.class);
        PodSpec pod = pod(cloud.snapshot(), call.pod()).spec();
        List<Command> commands = settings.commands(pod);
        if (commands.isEmpty()) {
            throw Refusal.of(
                    ProblemType.INVALID,
                    "Name at least one setting to change: limits, slots, maxNodes, spares, balance,"
                            + " drainDeadline or elasticity");
        }
        return changes.submit(call, new Command.RestorePod(settings.applied(pod)), commands);
    }

    private ApiResponse restore(ApiRequest call) {
        PodSpec pod = call.body(PodSpec.class);
        if (!pod.name().equals(call.pod())) {
            throw Refusal.at(
                    "name", "The body is of pod %s, not %s".formatted(pod.name(), call.pod()));
        }
        return changes.submit(
                call, RemoteCommands.checked(new Command.RestorePod(pod), cloud.snapshot()));
    }

    private ApiResponse history(ApiRequest call) {
        PodName pod = pod(cloud.snapshot(), call.pod()).name();
        Instant to = call.moment("to").orElseGet(() -> cloud.snapshot().at());
        Duration window = call.time("window", Duration.ofMinutes(10), LONGEST_PAST);
        Instant from = call.moment("from").orElseGet(() -> to.minus(window));
        Duration step = call.time("step", Duration.ZERO, LONGEST_PAST);
        HistoryRange range = new HistoryRange(from, to, step.isZero() ? null : step);
        return ApiResponse.json(200, json.bytes(cloud.history(pod, range)));
    }
}
