package dev.elasticcloud.manager.rest.routes;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.HostPolicy;
import dev.elasticcloud.manager.model.status.HostStatus;
import dev.elasticcloud.manager.rest.change.ChangeProgress;
import dev.elasticcloud.manager.rest.change.ChangeSubmitter;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Route;
import java.util.List;

/// The machines that nodes run on, and how much of each may be promised.
public final class HostRoutes {

    private final CloudManager cloud;
    private final ChangeSubmitter changes;
    private final ModelJson json = new ModelJson();

    public HostRoutes(CloudManager cloud, ChangeSubmitter changes) {
        this.cloud = cloud;
        this.changes = changes;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/v1/hosts", "listHosts", "The machines that nodes run on")
                        .needs(Role.VIEWER)
                        .returnsList(HostStatus.class)
                        .to(request -> ApiResponse.json(200, json.bytes(cloud.snapshot().hosts()))),
                Route.get(
                                "/v1/hosts-policy",
                                "readHostPolicy",
                                "How much of each machine may be promised to nodes")
                        .needs(Role.VIEWER)
                        .returns(200, HostPolicy.class)
                        .to(request -> ApiResponse.json(200, json.bytes(cloud.hostPolicy()))),
                Route.put(
                                "/v1/hosts-policy",
                                "setHostPolicy",
                                "Change how much of each machine may be promised to nodes")
                        .needs(Role.OWNER)
                        .parameter("wait", CloudRoutes.WAIT)
                        .parameter("dryRun", CloudRoutes.DRY_RUN)
                        .accepts(HostPolicy.class)
                        .returns(202, ChangeProgress.class)
                        .returns(200, ChangeProgress.class)
                        .to(this::setPolicy));
    }

    private ApiResponse setPolicy(ApiRequest request) {
        return changes.submit(request, new Command.SetHostPolicy(request.body(HostPolicy.class)));
    }
}
