package dev.elasticcloud.manager.rest.routes;

import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.rest.access.RequestGate;
import dev.elasticcloud.manager.rest.metrics.Metrics;
import dev.elasticcloud.manager.rest.problem.ProblemType;
import dev.elasticcloud.manager.rest.problem.Refusal;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Route;
import dev.elasticcloud.manager.rest.stream.StreamHub;
import java.util.List;

/// The live stream.
public final class StreamRoutes {

    private static final int MOST_READERS = 1_000;

    private final StreamHub hub;
    private final RequestGate gate;
    private final Metrics metrics;

    public StreamRoutes(StreamHub hub, RequestGate gate, Metrics metrics) {
        this.hub = hub;
        this.gate = gate;
        this.metrics = metrics;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/v1/stream",
                                "readStream",
                                "Snapshots, decisions and events as they come (server-sent events)")
                        .needs(Role.VIEWER)
                        .parameter("snapshots", "false: decisions and events only")
                        .returnsText("text/event-stream")
                        .to(this::stream));
    }

    private ApiResponse stream(ApiRequest request) {
        boolean snapshots = !request.query().getOrDefault("snapshots", "true").equals("false");
        if (metrics.streams().get() >= MOST_READERS) {
            throw Refusal.of(
                            ProblemType.TOO_MANY,
                            "The stream already has its maximum number of readers")
                    .with("Retry-After", "5");
        }
        return new ApiResponse.Streaming(
                "text/event-stream",
                out -> {
                    metrics.streams().incrementAndGet();
                    try {
                        hub.write(
                                out,
                                request.header("Last-Event-ID"),
                                snapshots,
                                () -> gate.isStillAuthorized(request.caller()));
                    } finally {
                        metrics.streams().decrementAndGet();
                    }
                });
    }
}
