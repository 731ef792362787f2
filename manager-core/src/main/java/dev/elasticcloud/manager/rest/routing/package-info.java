/// Routes, how they are matched to requests, and their request and response types. May use `json`,
/// `model` and `rest.problem`. Start reading with [dev.elasticcloud.manager.rest.routing.Route].
@NullMarked
package dev.elasticcloud.manager.rest.routing;

import org.jspecify.annotations.NullMarked;
