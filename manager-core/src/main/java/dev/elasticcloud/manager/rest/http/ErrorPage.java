package dev.elasticcloud.manager.rest.http;

import dev.elasticcloud.manager.json.ModelJson;
import dev.elasticcloud.manager.rest.problem.ProblemDetail;
import dev.elasticcloud.manager.rest.problem.ProblemType;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Responds to what the web server refuses before it reaches a route, such as broken headers, with
/// a problem document like all others.
public final class ErrorPage extends ErrorHandler {

    private final ModelJson json = new ModelJson();

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ProblemType fault = ProblemType.of(response.getStatus());
        String requestId = "none";
        SecurityHeaders.put(response, requestId);
        ProblemDetail problem =
                ProblemDetail.of(fault, "The request could not be read", requestId, List.of());
        response.setStatus(fault.status());
        response.getHeaders().put("Content-Type", ProblemDetail.TYPE);
        response.write(true, ByteBuffer.wrap(json.bytes(problem)), callback);
        return true;
    }
}
