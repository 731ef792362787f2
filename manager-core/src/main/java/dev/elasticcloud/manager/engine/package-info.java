/// The reconcile loop: observe, decide, plan, act, publish. May use `api`, `plan`, `scale` and
// `spi`.
/// Start reading with `ReconcileLoop`.
@NullMarked
package dev.elasticcloud.manager.engine;

import org.jspecify.annotations.NullMarked;
