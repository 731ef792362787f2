package dev.elasticcloud.manager.rest.routing;

import dev.elasticcloud.manager.model.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Declares a route step by step; [#to] ends the declaration. A route without declared access is
/// refused, so that none is left open by oversight.
public final class RouteBuilder {

    private final String method;
    private final String path;
    private final String id;
    private final String summary;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, Class<?>> bodies = new LinkedHashMap<>();
    private final Map<Integer, Route.Content> responses = new LinkedHashMap<>();
    private Route.@Nullable Permission permission;
    private boolean anyParameters;
    private boolean bodyRequired;
    private long maxBodyBytes = Route.MAX_JSON_BYTES;

    RouteBuilder(String method, String path, String id, String summary) {
        this.method = method;
        this.path = path;
        this.id = id;
        this.summary = summary;
    }

    /// Anyone may use it, without a token.
    public RouteBuilder open() {
        permission = new Route.Permission.Anyone();
        return this;
    }

    public RouteBuilder needs(Role role) {
        permission = new Route.Permission.AtLeast(role);
        return this;
    }

    public RouteBuilder parameter(String name, String meaning) {
        parameters.put(name, meaning);
        return this;
    }

    public RouteBuilder anyParameters() {
        anyParameters = true;
        return this;
    }

    /// It needs a JSON body of this type.
    public RouteBuilder accepts(Class<?> type) {
        return accepts(ApiResponse.JSON, type);
    }

    /// It needs a body: this one, or another that is declared.
    public RouteBuilder accepts(String media, Class<?> type) {
        bodies.put(media, type);
        bodyRequired = true;
        return this;
    }

    /// It accepts a JSON body of this type, or none.
    public RouteBuilder mayAccept(Class<?> type) {
        bodies.put(ApiResponse.JSON, type);
        return this;
    }

    public RouteBuilder maxBodyBytes(long bytes) {
        maxBodyBytes = bytes;
        return this;
    }

    public RouteBuilder returns(int status, Class<?> type) {
        return returns(status, new Route.Content(ApiResponse.JSON, type, false));
    }

    public RouteBuilder returnsList(Class<?> type) {
        return returns(200, new Route.Content(ApiResponse.JSON, type, true));
    }

    public RouteBuilder returnsText(String media) {
        return returns(200, new Route.Content(media, null, false));
    }

    /// Its connection becomes a WebSocket.
    public RouteBuilder upgrades() {
        return returns(Route.UPGRADED, new Route.Content("", null, false));
    }

    private RouteBuilder returns(int status, Route.Content content) {
        responses.put(status, content);
        return this;
    }

    /// The declared route with its handler.
    public Route to(Route.Handler handler) {
        Route.Permission declared = permission;
        if (declared == null) {
            throw new IllegalStateException(
                    "Route %s %s must say who may use it".formatted(method, path));
        }
        return new Route(
                method,
                path,
                id,
                summary,
                declared,
                parameters,
                anyParameters,
                bodies,
                bodyRequired,
                responses,
                maxBodyBytes,
                handler);
    }
}
