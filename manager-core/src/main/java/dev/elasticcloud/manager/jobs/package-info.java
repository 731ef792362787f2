/// Jobs: admission, the queue of each pod, dispatch through the balancer, and the ledger entries
/// of all that. May use `api` and `spi`. Start reading with `JobDispatcher`.
@NullMarked
package dev.elasticcloud.manager.jobs;

import org.jspecify.annotations.NullMarked;
