package dev.elasticcloud.manager.rest.routing;

import dev.elasticcloud.manager.rest.problem.ProblemType;
import dev.elasticcloud.manager.rest.problem.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds the route for a request. Two routes with the same method and path, or with the
/// same id, keep the server from starting.
public final class RouteTable {

    private final List<Route> routes;

    public RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        Set<String> known = new HashSet<>();
        for (Route route : routes) {
            if (!known.add(route.method() + " " + route.path()) || !known.add(route.id())) {
                throw new IllegalStateException(
                        "Route %s %s is declared twice".formatted(route.method(), route.path()));
            }
        }
    }

    List<Route> routes() {
        return routes;
    }

    /// A route with the values of its path variables.
    public record Match(Route route, Map<String, String> variables) {}

    /// The route for a method and a path.
    ///
    /// @throws Refusal when there is no such path, or it does not support this method
    public Match find(String method, String path) {
        String verb = method.equals("HEAD") ? "GET" : method;
        List<String> parts = parts(path);
        Set<String> allowed = new TreeSet<>();
        Match found = null;
        for (Route route : routes) {
            Map<String, String> variables = match(parts(route.path()), parts);
            if (variables == null) {
                continue;
            }
            allowed.add(route.method());
            if (route.method().equals(verb)
                    && (found == null || variables.size() < found.variables().size())) {
                found = new Match(route, variables);
            }
        }
        if (found != null) {
            return found;
        }
        if (allowed.isEmpty()) {
            throw Refusal.of(
                    ProblemType.NOT_FOUND,
                    "There is nothing at %s: /docs lists all requests".formatted(path));
        }
        throw Refusal.of(
                        ProblemType.WRONG_METHOD,
                        "%s does not support %s: use %s"
                                .formatted(path, method, String.join(" or ", allowed)))
                .with("Allow", String.join(", ", allowed));
    }

    private static List<String> parts(String path) {
        List<String> parts = new ArrayList<>(List.of(path.substring(1).split("/", -1)));
        if (parts.size() > 1 && parts.getLast().isEmpty()) {
            parts.removeLast();
        }
        return parts;
    }

    private static @Nullable Map<String, String> match(List<String> pattern, List<String> path) {
        if (pattern.size() != path.size()) {
            return null;
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String wanted = pattern.get(i);
            if (wanted.startsWith("{") && !path.get(i).isEmpty()) {
                variables.put(wanted.substring(1, wanted.length() - 1), path.get(i));
            } else if (!wanted.equals(path.get(i))) {
                return null;
            }
        }
        return variables;
    }
}
