/// The manager's REST API over a [dev.elasticcloud.manager.api.CloudManager]: the server that puts
/// the packages below together, and the handler that takes each request through them. May use all
/// packages of `rest`, `api`, `json`, `model` and `spi`. Start reading with
/// [dev.elasticcloud.manager.rest.RestServer], then [dev.elasticcloud.manager.rest.RestHandler].
@NullMarked
package dev.elasticcloud.manager.rest;

import org.jspecify.annotations.NullMarked;
