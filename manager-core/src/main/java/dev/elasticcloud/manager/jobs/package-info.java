/// Jobs: acceptance, the queue in the manager, dispatch through the balancer. May use `api`, `spi`.
/// Start reading with `JobDispatcher`.
@NullMarked
package dev.elasticcloud.manager.jobs;

import org.jspecify.annotations.NullMarked;
