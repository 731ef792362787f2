/// Connections and HTTP itself: where the server listens, TLS, connection deadlines, the headers of
/// every response, and WebSockets. May use `api`, `json`, `rest.problem` and `rest.routing`. Start
/// reading with [dev.elasticcloud.manager.rest.http.DeadlineConnector].
@NullMarked
package dev.elasticcloud.manager.rest.http;

import org.jspecify.annotations.NullMarked;
