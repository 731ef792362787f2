/// What a route is, how one is found for a request, and what goes into it and comes out. May use
/// `json`, `model` and `rest.problem`. Start reading with
/// [dev.elasticcloud.manager.rest.routing.Route].
@NullMarked
package dev.elasticcloud.manager.rest.routing;

import org.jspecify.annotations.NullMarked;
