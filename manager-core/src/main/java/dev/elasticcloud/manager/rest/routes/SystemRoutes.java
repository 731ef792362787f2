package dev.elasticcloud.manager.rest.routes;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.rest.document.DocsPage;
import dev.elasticcloud.manager.rest.document.OpenApi;
import dev.elasticcloud.manager.rest.metrics.Metrics;
import dev.elasticcloud.manager.rest.metrics.SnapshotAge;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The manager's own health and metrics, and the description of its API.
public final class SystemRoutes {

    /// A loop that has published nothing for this long is unhealthy.
    private static final Duration STALE = Duration.ofSeconds(30);

    private final CloudManager cloud;
    private final Metrics metrics;
    private final SnapshotAge age;
    private final Supplier<List<Route>> all;
    private final ModelJson json = new ModelJson();

    /// @param all returns all routes, including these
    public SystemRoutes(
            CloudManager cloud, Metrics metrics, SnapshotAge age, Supplier<List<Route>> all) {
        this.cloud = cloud;
        this.metrics = metrics;
        this.age = age;
        this.all = all;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/healthz", "readHealth", "Whether the manager runs")
                        .open()
                        .returns(200, Health.class)
                        .to(request -> ApiResponse.json(200, json.bytes(new Health("ok")))),
                Route.get("/readyz", "readReadiness", "Whether the engine and the balancer answer")
                        .open()
                        .returns(200, Health.class)
                        .to(this::ready),
                Route.get("/metrics", "readMetrics", "Metrics for Prometheus")
                        .needs(Role.VIEWER)
                        .returnsText("text/plain")
                        .to(
                                request ->
                                        new ApiResponse.Buffered(
                                                200, Metrics.TYPE, metrics.text(), Map.of())),
                Route.get("/openapi.json", "readDescription", "This API as an OpenAPI 3.1 document")
                        .open()
                        .returns(200, Map.class)
                        .to(request -> ApiResponse.json(200, json.bytes(OpenApi.of(all.get())))),
                Route.get("/docs", "readDocs", "This API as a page for people")
                        .open()
                        .returnsText("text/html")
                        .to(
                                request ->
                                        ApiResponse.text(
                                                "text/html; charset=utf-8",
                                                DocsPage.of(all.get()))),
                Route.get("/docs.css", "readDocsStyle", "The style sheet of that page")
                        .open()
                        .returnsText("text/css")
                        .to(
                                request ->
                                        ApiResponse.text(
                                                "text/css; charset=utf-8", DocsPage.STYLE)));
    }

    /// The state in one word.
    record Health(String status) {}

    private ApiResponse ready(ApiRequest request) {
        CloudSnapshot now = cloud.snapshot();
        if (age.age().compareTo(STALE) > 0) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, "The reconcile loop has published nothing for a while");
        }
        if (!now.engine().reachable()) {
            throw new CloudException(ErrorCode.UNAVAILABLE, "The container engine does not answer");
        }
        boolean served = now.pods().values().stream().anyMatch(p -> p.online() > 0);
        if (served && !now.balancer().running()) {
            throw new CloudException(ErrorCode.UNAVAILABLE, "The balancer does not run");
        }
        return ApiResponse.json(200, json.bytes(new Health("ready")));
    }
}
