package dev.elasticcloud.manager.rest;

import dev.elasticcloud.manager.model.Role;

import java.util.List;

/// The live stream.
final class StreamRoutes {

    private static final int MOST_READERS = 1_000;

    private final StreamHub hub;
    private final RequestGate gate;
    private final Metrics metrics;

    StreamRoutes(StreamHub hub, RequestGate gate, Metrics metrics) {
        this.hub = hub;
        this.gate = gate;
        this.metrics = metrics;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/v1/stream",
                                "readStream",
                                "Snapshots, decisions and events as they come (server-sent events)")
                        .needs(Role.VIEWER)
                        .query("snapshots", "false: decisions and events only")
                        .answersText("text/event-stream")
                        .to(this::stream));
    }

    private ApiResponse stream(ApiRequest call) {
        boolean snapshots = !call.query().getOrDefault("snapshots", "true").equals("false");
        if (metrics.streams().get() >= MOST_READERS) {
            throw Refusal.of(ProblemTable.TOO_MANY, "As many read the stream as may")
                    .with("Retry-After", "5");
        }
        return new ApiResponse.Flowing(
                "text/event-stream",
                out -> {
                    metrics.streams().incrementAndGet();
                    try {
                        hub.write(
                                out,
                                call.header("Last-Event-ID"),
                                snapshots,
                                () -> gate.isStillWelcome(call.caller()));
                    } finally {
                        metrics.streams().decrementAndGet();
                    }
                });
    }
}
