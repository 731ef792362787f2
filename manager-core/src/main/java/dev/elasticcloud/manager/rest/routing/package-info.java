/// What a route is, how it is found for a request, and its request and response types. May use
/// `json`, `model` and `rest.problem`. Start reading with
/// [dev.elasticcloud.manager.rest.routing.Route].
@NullMarked
package dev.elasticcloud.manager.rest.routing;

import org.jspecify.annotations.NullMarked;
