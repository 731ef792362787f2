package dev.elasticcloud.manager.rest.routes;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.rest.access.RequestGate;
import dev.elasticcloud.manager.rest.change.AuditTrail;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Route;
import java.util.List;

/// Shells in nodes. Who opened one, from where, and how it ended is in the audit log.
public final class ShellRoutes {

    private final CloudManager cloud;
    private final AuditTrail audit;
    private final RequestGate gate;

    public ShellRoutes(CloudManager cloud, AuditTrail audit, RequestGate gate) {
        this.cloud = cloud;
        this.audit = audit;
        this.gate = gate;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/v1/nodes/{node}/shell",
                                "openShell",
                                "A terminal in a node, over a WebSocket: binary messages are what is"
                                        + " typed and printed, a text message sets the terminal's"
                                        + " size, the last one tells how the shell ended")
                        .needs(Role.OWNER)
                        .parameter("columns", "the terminal's width; 80 when absent")
                        .parameter("rows", "the terminal's height; 24 when absent")
                        .upgrades()
                        .to(this::open));
    }

    private ApiResponse open(ApiRequest request) {
        TerminalSize usual = TerminalSize.USUAL;
        TerminalSize size =
                new TerminalSize(
                        request.whole("columns", usual.columns(), 1, TerminalSize.MOST),
                        request.whole("rows", usual.rows(), 1, TerminalSize.MOST));
        ShellConversation conversation =
                new ShellConversation(() -> gate.isStillAuthorized(request.caller()));
        conversation.open(
                output -> cloud.openShell(request.node(), size, output),
                () -> audit.record(request, "", "a shell is open"),
                end -> audit.record(request, "a shell is open", "ended: " + end.reason()));
        return new ApiResponse.Upgraded(conversation);
    }
}
