/// Connections and HTTP itself: where the server listens, TLS, connection deadlines, and the headers
/// of every response. May use `api`, `json` and `rest.problem`. Start reading with
/// [dev.elasticcloud.manager.rest.http.DeadlineConnector].
@NullMarked
package dev.elasticcloud.manager.rest.http;

import org.jspecify.annotations.NullMarked;
