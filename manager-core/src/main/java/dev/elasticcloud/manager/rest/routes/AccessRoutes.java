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

/// Tokens: who may come in.
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
                        .answersList(AccessToken.class)
                        .to(call -> ApiResponse.json(200, json.bytes(access.list()))),
                Route.post(
                                "/v1/tokens",
                                "createToken",
                                "A new token; its secret is shown this once")
                        .needs(Role.OWNER)
                        .takes(NewToken.class)
                        .answers(201, Tokens.Issued.class)
                        .to(this::create),
                Route.delete(
                                "/v1/tokens/{token}",
                                "revokeToken",
                                "Make a token open nothing any more")
                        .needs(Role.OWNER)
                        .answers(200, AccessToken.class)
                        .to(this::revoke));
    }

    /// A token to be made: who or what will hold it, and as what.
    record NewToken(String name, Role role) {}

    private ApiResponse create(ApiRequest call) {
        NewToken wanted = call.body(NewToken.class);
        Tokens.Issued issued = access.create(wanted.name(), wanted.role());
        audit.note(call, "", json.write(issued.token()));
        return ApiResponse.with(
                ApiResponse.json(201, json.bytes(issued)),
                "Location",
                "/v1/tokens/" + issued.token().id());
    }

    private ApiResponse revoke(ApiRequest call) {
        AccessToken token = access.revoke(call.variable("token"));
        audit.note(call, token.name() + " was valid", token.name() + " is revoked");
        return ApiResponse.json(200, json.bytes(token));
    }
}
