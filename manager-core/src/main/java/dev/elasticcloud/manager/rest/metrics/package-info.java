/// The metrics at `/metrics` for Prometheus. May use `api` and `model`. Start reading with
/// [dev.elasticcloud.manager.rest.metrics.Metrics].
@NullMarked
package dev.elasticcloud.manager.rest.metrics;

import org.jspecify.annotations.NullMarked;
