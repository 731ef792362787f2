/// Who may call the REST API: tokens, roles, accepted host names and rate limits. May use `api`,
/// `model`, `spi`, `rest.problem` and `rest.routing`. Start reading with
/// [dev.elasticcloud.manager.rest.access.RequestGate].
@NullMarked
package dev.elasticcloud.manager.rest.access;

import org.jspecify.annotations.NullMarked;
