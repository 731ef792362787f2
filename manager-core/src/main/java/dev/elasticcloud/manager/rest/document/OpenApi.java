package dev.elasticcloud.manager.rest.document;

import dev.elasticcloud.manager.rest.problem.ProblemDetail;
import dev.elasticcloud.manager.rest.routing.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The API as an OpenAPI 3.1 description, generated from the routes.
public final class OpenApi {

    private static final Map<String, String> TAGS =
            Map.ofEntries(
                    Map.entry("cloud", "The cloud as a whole"),
                    Map.entry("pods", "Pools of identical nodes"),
                    Map.entry("nodes", "Containers of a pod"),
                    Map.entry("jobs", "Recorded requests to a pod"),
                    Map.entry("records", "What was decided, what happened, who changed what"),
                    Map.entry("access", "Who may use the API"),
                    Map.entry("system", "The manager's own health and metrics"));

    private final Schemas schemas = new Schemas();

    private OpenApi() {}

    public static Map<String, Object> of(List<Route> routes) {
        return new OpenApi().description(routes);
    }

    private Map<String, Object> description(List<Route> routes) {
        Map<String, Object> paths = new TreeMap<>();
        for (Route route : routes) {
            @SuppressWarnings("unchecked")
            Map<String, Object> item =
                    (Map<String, Object>)
                            paths.computeIfAbsent(route.path(), p -> new LinkedHashMap<>());
            item.put(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        Map<String, Object> problem = schemas.of(ProblemDetail.class);
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("openapi", "3.1.0");
        description.put(
                "info",
                Map.of(
                        "title",
                        "Elastic Cloud Console",
                        "version",
                        "1",
                        "description",
                        "An elastic cloud on plain Docker: pods, nodes, jobs, and why each decision"
                                + " was taken.",
                        "license",
                        Map.of("name", "Apache-2.0", "identifier", "Apache-2.0"),
                        "contact",
                        Map.of("name", "The owner of this cloud")));
        description.put("servers", List.of(Map.of("url", "/", "description", "This manager")));
        description.put("tags", tags());
        description.put("paths", paths);
        description.put("security", List.of(Map.of("token", List.of())));
        description.put(
                "components",
                Map.of(
                        "securitySchemes",
                        Map.of("token", Map.of("type", "http", "scheme", "bearer")),
                        "responses",
                        Map.of(
                                "Problem",
                                Map.of(
                                        "description",
                                        "Why the request was refused (RFC 9457)",
                                        "content",
                                        Map.of(ProblemDetail.TYPE, Map.of("schema", problem)))),
                        "schemas",
                        schemas.all()));
        return description;
    }

    private static List<Object> tags() {
        List<Object> tags = new ArrayList<>();
        new TreeMap<>(TAGS)
                .forEach((name, text) -> tags.add(Map.of("name", name, "description", text)));
        return tags;
    }

    private Map<String, Object> operation(Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", route.id());
        operation.put("summary", route.summary());
        operation.put("description", route.summary() + ". " + who(route) + ".");
        operation.put("tags", List.of(tag(route)));
        List<Object> parameters = parameters(route);
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        if (!route.bodies().isEmpty()) {
            Map<String, Object> content = new LinkedHashMap<>();
            route.bodies()
                    .forEach(
                            (media, type) ->
                                    content.put(media, Map.of("schema", schemas.of(type))));
            operation.put(
                    "requestBody", Map.of("required", route.bodyRequired(), "content", content));
        }
        Map<String, Object> responses = new TreeMap<>();
        route.responses()
                .forEach(
                        (status, content) ->
                                responses.put(status.toString(), response(status, content)));
        responses.put("4XX", Map.of("$ref", "#/components/responses/Problem"));
        responses.put("5XX", Map.of("$ref", "#/components/responses/Problem"));
        operation.put("responses", responses);
        if (route.permission() instanceof Route.Permission.Anyone) {
            operation.put("security", List.of());
        }
        return operation;
    }

    static String who(Route route) {
        return route.permission() instanceof Route.Permission.AtLeast permission
                ? "For the role "
                        + permission.role().key()
                        + (permission.role().key().equals("owner") ? "" : " and above")
                : "For anyone";
    }

    static String tag(Route route) {
        String path = route.path();
        if (!path.startsWith("/v1/")) {
            return "system";
        }
        if (path.contains("/jobs") || path.endsWith("/run")) {
            return "jobs";
        }
        if (path.contains("/nodes")) {
            return "nodes";
        }
        return switch (path.split("/")[2]) {
            case "pods" -> "pods";
            case "tokens", "audit" -> "access";
            case "decisions", "events", "stream" -> "records";
            default -> "cloud";
        };
    }

    private static List<Object> parameters(Route route) {
        List<Object> parameters = new ArrayList<>();
        for (String variable : route.variables()) {
            parameters.add(
                    Map.of(
                            "name",
                            variable,
                            "in",
                            "path",
                            "required",
                            true,
                            "description",
                            "which " + variable,
                            "schema",
                            Map.of("type", "string")));
        }
        route.parameters()
                .forEach(
                        (name, meaning) ->
                                parameters.add(
                                        Map.of(
                                                "name",
                                                name,
                                                "in",
                                                "query",
                                                "description",
                                                meaning,
                                                "schema",
                                                Map.of("type", "string"))));
        if (route.anyParameters()) {
            parameters.add(
                    Map.of(
                            "name",
                            "parameters",
                            "in",
                            "query",
                            "description",
                            "the job's own parameters, as the pod declares them",
                            "style",
                            "form",
                            "explode",
                            true,
                            "schema",
                            Map.of(
                                    "type",
                                    "object",
                                    "additionalProperties",
                                    Map.of("type", "string"))));
        }
        return parameters;
    }

    private Map<String, Object> response(int status, Route.Content content) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("description", meaning(status, content));
        Class<?> type = content.type();
        if (type != null) {
            Map<String, Object> schema = schemas.of(type);
            response.put(
                    "content",
                    Map.of(
                            content.media(),
                            Map.of(
                                    "schema",
                                    content.list()
                                            ? Map.of("type", "array", "items", schema)
                                            : schema)));
        } else if (!content.media().isEmpty()) {
            response.put(
                    "content", Map.of(content.media(), Map.of("schema", Map.of("type", "string"))));
        }
        return response;
    }

    private static String meaning(int status, Route.Content content) {
        if (status == Route.UPGRADED) {
            return "The connection is a WebSocket now";
        }
        return content.list() ? "A list" : "The result";
    }
}
