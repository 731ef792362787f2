/// The manager's edge: a REST API over a [dev.elasticcloud.manager.api.CloudManager], with its live
/// stream, its roles and its limits. May use `api`, `json`, `model`, `spi`, and the words of `pods`.
/// Start reading with [dev.elasticcloud.manager.rest.RestServer], then
/// [dev.elasticcloud.manager.rest.Routes].
@NullMarked
package dev.elasticcloud.manager.rest;

import org.jspecify.annotations.NullMarked;
