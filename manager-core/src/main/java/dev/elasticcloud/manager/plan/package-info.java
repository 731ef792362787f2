/// The planner: computes the next actions from the wanted and the actual state, without side
/// effects. May use `model` and `view`. Start reading with `Planner`.
@NullMarked
package dev.elasticcloud.manager.plan;

import org.jspecify.annotations.NullMarked;
