/// The routes of the API, one class per group of resources. May use `api`, `json`, `model` and the
/// other packages of `rest`, not the server. Start reading with
/// [dev.elasticcloud.manager.rest.routes.PodRoutes].
@NullMarked
package dev.elasticcloud.manager.rest.routes;

import org.jspecify.annotations.NullMarked;
