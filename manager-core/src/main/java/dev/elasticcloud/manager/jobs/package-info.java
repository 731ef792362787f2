/// Jobs: admission, the queue of each pod, dispatch through the balancer, and their ledger
/// entries. May use `api` and `spi`. Start reading with `JobDispatcher`.
@NullMarked
package dev.elasticcloud.manager.jobs;

import org.jspecify.annotations.NullMarked;
