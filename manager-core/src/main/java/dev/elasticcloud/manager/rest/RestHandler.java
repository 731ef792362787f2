package dev.elasticcloud.manager.rest;

import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.rest.access.RequestGate;
import dev.elasticcloud.manager.rest.http.DeadlineConnector;
import dev.elasticcloud.manager.rest.http.SecurityHeaders;
import dev.elasticcloud.manager.rest.http.SocketUpgrade;
import dev.elasticcloud.manager.rest.metrics.Metrics;
import dev.elasticcloud.manager.rest.problem.ProblemDetail;
import dev.elasticcloud.manager.rest.problem.ProblemType;
import dev.elasticcloud.manager.rest.problem.Refusal;
import dev.elasticcloud.manager.rest.routing.ApiRequest;
import dev.elasticcloud.manager.rest.routing.ApiResponse;
import dev.elasticcloud.manager.rest.routing.Caller;
import dev.elasticcloud.manager.rest.routing.Route;
import dev.elasticcloud.manager.rest.routing.RouteTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/// Passes each request through the gate to its route, and writes the response or the problem.
final class RestHandler extends Handler.Abstract {

    private static final byte[] NOTHING = new byte[0];

    private final RouteTable routes;
    private final RequestGate gate;
    private final Metrics metrics;
    private final DeadlineConnector connector;
    private final SocketUpgrade sockets;
    private final ModelJson json = new ModelJson();
    private final SecureRandom random = new SecureRandom();

    RestHandler(
            RouteTable routes,
            RequestGate gate,
            Metrics metrics,
            DeadlineConnector connector,
            SocketUpgrade sockets) {
        this.routes = routes;
        this.gate = gate;
        this.metrics = metrics;
        this.connector = connector;
        this.sockets = sockets;
    }

    @Override
    public boolean handle(Request request, Response response, Callback done) {
        EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
        connector.asked(connection);
        Callback callback =
                new Callback.Nested(done) {
                    @Override
                    public void succeeded() {
                        if (response.getStatus() != Route.UPGRADED) {
                            connector.answered(connection);
                        }
                        super.succeeded();
                    }

                    @Override
                    public void failed(Throwable why) {
                        connector.answered(connection);
                        super.failed(why);
                    }
                };
        String requestId = requestId(request);
        Metrics.Request measured = metrics.begin();
        SecurityHeaders.put(response, requestId);
        try {
            ApiResponse apiResponse = respond(request, requestId, measured);
            if (apiResponse instanceof ApiResponse.Upgraded upgraded) {
                sockets.upgrade(request, response, callback, upgraded.conversation());
                return true;
            }
            write(request, response, apiResponse);
            callback.succeeded();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        } catch (EofException e) {
            // The client has disconnected; there is nobody left to answer.
            callback.failed(e);
        } catch (Exception e) {
            tell(response, callback, e, requestId);
        } finally {
            measured.end(response.getStatus());
        }
        return true;
    }

    private String requestId(Request request) {
        String given = request.getHeaders().get("X-Request-Id");
        if (given != null && given.matches("[A-Za-z0-9._-]{1,64}")) {
            return given;
        }
        byte[] id = new byte[8];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private ApiResponse respond(Request request, String requestId, Metrics.Request measured)
            throws Exception {
        HttpFields headers = request.getHeaders();
        gate.checkOrigin(headers.getValuesList("Host"), name -> header(headers, name));
        RouteTable.Match match =
                routes.find(request.getMethod(), request.getHttpURI().getDecodedPath());
        Route route = match.route();
        measured.is(route.id());
        Caller caller =
                gate.admit(route, header(headers, "Authorization"), Request.getRemoteAddr(request));
        Map<String, String> query = query(request, route);
        if (route.upgrades() && !sockets.isRequested(request)) {
            throw Refusal.of(
                            ProblemType.NO_WEBSOCKET,
                            "A request of %s opens a WebSocket".formatted(route.path()))
                    .with("Upgrade", "websocket");
        }
        String media = media(headers);
        boolean comes = bodyComes(request, route, media);
        boolean streams = comes && route.streams(media);
        byte[] body = comes && !streams ? body(request, route) : NOTHING;
        InputStream archive =
                streams
                        ? new ArchiveBody(request, route.mostBytes(media))
                        : InputStream.nullInputStream();
        ApiRequest apiRequest =
                new ApiRequest(
                        route,
                        match.variables(),
                        query,
                        name -> header(headers, name),
                        body,
                        archive,
                        media,
                        caller,
                        requestId);
        return route.handler().handle(apiRequest);
    }

    private static String header(HttpFields headers, String name) {
        String value = headers.get(name);
        return value == null ? "" : value;
    }

    private static Map<String, String> query(Request request, Route route) {
        Fields fields;
        try {
            fields = Request.extractQueryParameters(request);
        } catch (IllegalArgumentException | HttpException.RuntimeException e) {
            throw Refusal.of(ProblemType.INVALID, "The query string is not valid");
        }
        Map<String, String> query = new LinkedHashMap<>();
        for (Fields.Field field : fields) {
            String name = field.getName();
            if (!route.anyParameters() && !route.parameters().containsKey(name)) {
                throw Refusal.at(
                        name,
                        route.parameters().isEmpty()
                                ? "This request takes no parameters"
                                : "This request takes only the parameters "
                                        + String.join(", ", route.parameters().keySet()));
            }
            if (field.hasMultipleValues()) {
                throw Refusal.at(name, name + " was given more than once");
            }
            String value = field.getValue();
            query.put(name, value == null ? "" : value);
        }
        return query;
    }

    private static String media(HttpFields headers) {
        String type = header(headers, "Content-Type");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /// Whether there is a body that the route takes.
    private static boolean bodyComes(Request request, Route route, String media) {
        HttpFields headers = request.getHeaders();
        long length = request.getLength();
        boolean comes = length > 0 || headers.contains("Transfer-Encoding");
        if (!comes) {
            if (route.bodyRequired()) {
                throw Refusal.of(
                        ProblemType.INVALID, "This request needs a body of " + accepted(route));
            }
            return false;
        }
        if (headers.contains("Content-Encoding") || !route.bodies().containsKey(media)) {
            throw Refusal.of(
                            ProblemType.WRONG_TYPE,
                            route.bodies().isEmpty()
                                    ? "This request takes no body"
                                    : "This request takes a body of " + accepted(route))
                    .with("Accept", String.join(", ", route.bodies().keySet()));
        }
        if (length > route.mostBytes(media)) {
            throw ArchiveBody.tooLarge(route.mostBytes(media));
        }
        return true;
    }

    private static byte[] body(Request request, Route route) throws IOException {
        try (InputStream in = Request.asInputStream(request)) {
            byte[] body = in.readNBytes((int) route.maxBodyBytes() + 1);
            if (body.length > route.maxBodyBytes()) {
                throw ArchiveBody.tooLarge(route.maxBodyBytes());
            }
            return body;
        } catch (EofException | BadMessageException e) {
            throw Refusal.of(ProblemType.INVALID, "The body ended early");
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw Refusal.of(ProblemType.TOO_SLOW, "The body did not arrive in time");
            }
            throw e;
        }
    }

    private static String accepted(Route route) {
        return "Content-Type " + String.join(" or ", route.bodies().keySet());
    }

    private static void write(Request request, Response response, ApiResponse apiResponse)
            throws IOException, InterruptedException {
        switch (apiResponse) {
            case ApiResponse.Buffered buffered -> write(response, buffered);
            case ApiResponse.Upgraded _ ->
                    throw new IllegalStateException("A WebSocket has no response to write");
            case ApiResponse.Streaming streaming -> {
                response.setStatus(200);
                response.getHeaders().put("Content-Type", streaming.type());
                if (request.getMethod().equals("HEAD")) {
                    return;
                }
                OutputStream out = Content.Sink.asOutputStream(response);
                streaming.writer().writeTo(out);
                // Not after a failure: closing it would make a stream that broke off look whole.
                out.close();
            }
        }
    }

    private static void write(Response response, ApiResponse.Buffered buffered) throws IOException {
        response.setStatus(buffered.status());
        HttpFields.Mutable headers = response.getHeaders();
        buffered.headers().forEach(headers::put);
        if (!buffered.type().isEmpty()) {
            headers.put("Content-Type", buffered.type());
        }
        Content.Sink.write(response, true, ByteBuffer.wrap(buffered.bytes()));
    }

    private void tell(Response response, Callback callback, Exception thrown, String requestId) {
        if (response.isCommitted()) {
            callback.failed(thrown);
            return;
        }
        ProblemDetail.WithHeaders refused = ProblemDetail.of(translated(thrown), requestId);
        List<HttpField> kept = new ArrayList<>();
        response.getHeaders().forEach(kept::add);
        response.reset();
        kept.forEach(response.getHeaders()::put);
        refused.headers().forEach(response.getHeaders()::put);
        response.setStatus(refused.problem().status());
        response.getHeaders().put("Content-Type", ProblemDetail.TYPE);
        response.write(true, ByteBuffer.wrap(json.bytes(refused.problem())), callback);
    }

    /// Why the web server itself refused a request.
    private static Throwable translated(Exception thrown) {
        return thrown instanceof HttpException http
                ? Refusal.of(ProblemType.of(http.getCode()), String.valueOf(http.getReason()))
                : thrown;
    }
}
