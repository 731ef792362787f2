/// Jobs: acceptance, the queue in the manager, dispatch through the balancer. May use `api`, `spi`.
/// Start reading with `JobDesk`.
@NullMarked
package dev.elasticcloud.manager.jobs;

import org.jspecify.annotations.NullMarked;
