/// The reconcile loop: observe, decide, plan, act, publish. May use `api`, `feed`, `plan`, `scale`,
/// `spi` and `view`. Start reading with `ReconcileLoop`.
@NullMarked
package dev.elasticcloud.manager.engine;

import org.jspecify.annotations.NullMarked;
