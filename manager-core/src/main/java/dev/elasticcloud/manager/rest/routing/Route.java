package dev.elasticcloud.manager.rest.routing;

import dev.elasticcloud.manager.model.Role;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One verb on one resource: who may use it, what it takes, what it answers, and what it does. The
/// server, the description at `/openapi.json` and the page at `/docs` all come from these.
///
/// @param path with its variables in braces, such as `/v1/pods/{pod}`
/// @param id the name of the operation for programs
/// @param need who may use it; a route that does not say is refused when the server starts
/// @param queries the parameters it takes with what they mean
/// @param anyQuery whether it takes any other parameter as well
/// @param takes the body it takes, by its media type; a class of the model or this package
/// @param answers what it answers, by status
/// @param most how many bytes the body may have
public record Route(
        String method,
        String path,
        String id,
        String summary,
        @Nullable Need need,
        Map<String, String> queries,
        boolean anyQuery,
        Map<String, Class<?>> takes,
        boolean bodyNeeded,
        Map<Integer, Content> answers,
        long most,
        @Nullable Handling handling) {

    public static final long MOST_JSON = 1024 * 1024;

    /// Who may use a route.
    public sealed interface Need {
        /// Anyone, without a token.
        record Nothing() implements Need {}

        /// A token of this role or one above it.
        record AtLeast(Role role) implements Need {}
    }

    /// What stands in an answer.
    ///
    /// @param type the class that is written; nothing for a text or an empty answer
    /// @param list whether it is a list of these
    public record Content(String media, @Nullable Class<?> type, boolean list) {}

    /// What a route does.
    @FunctionalInterface
    public interface Handling {
        ApiResponse handle(ApiRequest call) throws Exception;
    }

    public static Route get(String path, String id, String summary) {
        return route("GET", path, id, summary);
    }

    public static Route post(String path, String id, String summary) {
        return route("POST", path, id, summary);
    }

    public static Route put(String path, String id, String summary) {
        return route("PUT", path, id, summary);
    }

    public static Route patch(String path, String id, String summary) {
        return route("PATCH", path, id, summary);
    }

    public static Route delete(String path, String id, String summary) {
        return route("DELETE", path, id, summary);
    }

    private static Route route(String method, String path, String id, String summary) {
        return new Route(
                method, path, id, summary, null, Map.of(), false, Map.of(), false, Map.of(),
                MOST_JSON, null);
    }

    public Route open() {
        return needing(new Need.Nothing());
    }

    public Route needs(Role role) {
        return needing(new Need.AtLeast(role));
    }

    private Route needing(Need changed) {
        return new Route(
                method,
                path,
                id,
                summary,
                changed,
                queries,
                anyQuery,
                takes,
                bodyNeeded,
                answers,
                most,
                handling);
    }

    public Route query(String name, String meaning) {
        Map<String, String> more = new LinkedHashMap<>(queries);
        more.put(name, meaning);
        return new Route(
                method,
                path,
                id,
                summary,
                need,
                more,
                anyQuery,
                takes,
                bodyNeeded,
                answers,
                most,
                handling);
    }

    public Route anyQueries() {
        return new Route(
                method,
                path,
                id,
                summary,
                need,
                queries,
                true,
                takes,
                bodyNeeded,
                answers,
                most,
                handling);
    }

    public Route takes(Class<?> type) {
        return takes(ApiResponse.JSON, type, true);
    }

    public Route mayTake(Class<?> type) {
        return takes(ApiResponse.JSON, type, false);
    }

    public Route takes(String media, Class<?> type, boolean needed) {
        Map<String, Class<?>> more = new LinkedHashMap<>(takes);
        more.put(media, type);
        return new Route(
                method, path, id, summary, need, queries, anyQuery, more, needed, answers, most,
                handling);
    }

    public Route atMost(long bytes) {
        return new Route(
                method,
                path,
                id,
                summary,
                need,
                queries,
                anyQuery,
                takes,
                bodyNeeded,
                answers,
                bytes,
                handling);
    }

    public Route answers(int status, Class<?> type) {
        return answers(status, new Content(ApiResponse.JSON, type, false));
    }

    public Route answersList(Class<?> type) {
        return answers(200, new Content(ApiResponse.JSON, type, true));
    }

    public Route answersText(String media) {
        return answers(200, new Content(media, null, false));
    }

    public Route answersNothing(int status) {
        return answers(status, new Content("", null, false));
    }

    private Route answers(int status, Content content) {
        Map<Integer, Content> more = new LinkedHashMap<>(answers);
        more.put(status, content);
        return new Route(
                method,
                path,
                id,
                summary,
                need,
                queries,
                anyQuery,
                takes,
                bodyNeeded,
                more,
                most,
                handling);
    }

    public Route to(Handling handling) {
        return new Route(
                method,
                path,
                id,
                summary,
                need,
                queries,
                anyQuery,
                takes,
                bodyNeeded,
                answers,
                most,
                handling);
    }

    /// The variables of the path, in their order.
    public List<String> variables() {
        List<String> variables = new ArrayList<>();
        for (String part : path.split("/")) {
            if (part.startsWith("{")) {
                variables.add(part.substring(1, part.length() - 1));
            }
        }
        return variables;
    }

    /// Whether it changes something.
    boolean changes() {
        return !method.equals("GET");
    }
}
