package dev.elasticcloud.manager.rest.routing;

import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.pods.BuildContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One method on one resource: who may use it, what it accepts, what it returns, and what it does.
/// The server, the description at `/openapi.json` and the page at `/docs` are all generated from
/// these.
///
/// @param path with its variables in braces, such as `/v1/pods/{pod}`
/// @param id the operation's name for programs
/// @param parameters the query parameters it accepts, each with its meaning
/// @param anyParameters whether it accepts any other query parameter as well
/// @param bodies the bodies it accepts, by media type; a class of the model or a request body
/// @param responses what it returns, by status
public record Route(
        String method,
        String path,
        String id,
        String summary,
        Permission permission,
        Map<String, String> parameters,
        boolean anyParameters,
        Map<String, Class<?>> bodies,
        boolean bodyRequired,
        Map<Integer, Content> responses,
        long maxBodyBytes,
        Handler handler) {

    /// The largest JSON body, unless a route sets another limit.
    public static final long MAX_JSON_BYTES = 1024 * 1024;

    /// The largest archive: the largest folder of a pod, and what tar adds to its files.
    public static final long MAX_ARCHIVE_BYTES = BuildContext.MOST_BYTES + 32L * 1024 * 1024;

    /// The status of a response after which the connection is a WebSocket.
    public static final int UPGRADED = 101;

    /// The copies keep the order in which the documents list them.
    public Route {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        bodies = Collections.unmodifiableMap(new LinkedHashMap<>(bodies));
        responses = Collections.unmodifiableMap(new LinkedHashMap<>(responses));
    }

    /// Whether a body of this type is an archive, which is unpacked as it arrives.
    public boolean streams(String media) {
        return bodies.get(media) == byte[].class;
    }

    /// How large a body of this type may be.
    public long mostBytes(String media) {
        return streams(media) ? MAX_ARCHIVE_BYTES : maxBodyBytes;
    }

    /// Whether its connection becomes a WebSocket.
    public boolean upgrades() {
        return responses.containsKey(UPGRADED);
    }

    /// Who may use a route.
    public sealed interface Permission {

        /// Anyone, without a token.
        record Anyone() implements Permission {}

        /// A token of this role or one above it.
        record AtLeast(Role role) implements Permission {}
    }

    /// The body of a response.
    ///
    /// @param type the class that is written; null for a text or an empty body
    /// @param list whether the body is a list of these
    public record Content(String media, @Nullable Class<?> type, boolean list) {}

    /// What a route does with a request.
    @FunctionalInterface
    public interface Handler {
        ApiResponse handle(ApiRequest request) throws Exception;
    }

    public static RouteBuilder get(String path, String id, String summary) {
        return new RouteBuilder("GET", path, id, summary);
    }

    public static RouteBuilder post(String path, String id, String summary) {
        return new RouteBuilder("POST", path, id, summary);
    }

    public static RouteBuilder put(String path, String id, String summary) {
        return new RouteBuilder("PUT", path, id, summary);
    }

    public static RouteBuilder patch(String path, String id, String summary) {
        return new RouteBuilder("PATCH", path, id, summary);
    }

    public static RouteBuilder delete(String path, String id, String summary) {
        return new RouteBuilder("DELETE", path, id, summary);
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
}
