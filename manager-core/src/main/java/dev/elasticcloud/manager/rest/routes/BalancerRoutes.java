package dev.elasticcloud.manager.rest.routes;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Route;
import java.util.List;

/// The balancer's state.
public final class BalancerRoutes {

    private final CloudManager cloud;
    private final ModelJson json = new ModelJson();

    public BalancerRoutes(CloudManager cloud) {
        this.cloud = cloud;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/v1/balancer/report",
                                "readBalancerReport",
                                "The balancer's statistics and configuration")
                        .needs(Role.VIEWER)
                        .returns(200, BalancerReport.class)
                        .to(request -> ApiResponse.json(200, json.bytes(cloud.balancer()))));
    }
}
