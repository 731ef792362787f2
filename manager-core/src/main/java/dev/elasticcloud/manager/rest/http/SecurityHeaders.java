package dev.elasticcloud.manager.rest.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Response;

/// The headers of every response: the request id, and those that keep browsers from caching,
/// sniffing or framing the response.
public final class SecurityHeaders {

    private SecurityHeaders() {}

    public static void put(Response response, String requestId) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("X-Request-Id", requestId);
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Content-Security-Policy", "default-src 'none'; style-src 'self'");
    }
}
