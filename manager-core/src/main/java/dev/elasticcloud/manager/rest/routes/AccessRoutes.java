package dev.elasticcloud.manager.rest.routes;

import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.model.AccessToken;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.rest.access.TokenRegistry;
import dev.elasticcloud.manager.rest.change.AuditTrail;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Route;
import java.util.List;

/// Tokens: who may use the API.
public final class AccessRoutes {

    private final TokenRegistry access;
    private final AuditTrail audit;
    private final ModelJson json = new ModelJson();

    public AccessRoutes(TokenRegistry access, AuditTrail audit) {
        this.access = access;
        this.audit = audit;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/v1/tokens", "listTokens", "All tokens, without their secrets")
                        .needs(Role.OWNER)
                        .returnsList(AccessToken.class)
                        .to(request -> ApiResponse.json(200, json.bytes(access.list()))),
                Route.post(
                                "/v1/tokens",
                                "createToken",
                                "Create a token; its secret is shown only once")
                        .needs(Role.OWNER)
                        .accepts(NewToken.class)
                        .returns(201, Tokens.Issued.class)
                        .to(this::create),
                Route.delete("/v1/tokens/{token}", "revokeToken", "Revoke a token")
                        .needs(Role.OWNER)
                        .returns(200, AccessToken.class)
                        .to(this::revoke));
    }

    /// A token to create: who or what will hold it, and its role.
    record NewToken(String name, Role role) {}

    private ApiResponse create(ApiRequest request) {
        NewToken wanted = request.body(NewToken.class);
        Tokens.Issued issued = access.create(wanted.name(), wanted.role());
        audit.record(request, "", json.write(issued.token()));
        return ApiResponse.json(201, json.bytes(issued))
                .with("Location", "/v1/tokens/" + issued.token().id());
    }

    private ApiResponse revoke(ApiRequest request) {
        AccessToken token = access.revoke(request.variable("token"));
        audit.record(request, token.name() + " was valid", token.name() + " is revoked");
        return ApiResponse.json(200, json.bytes(token));
    }
}
