/// The planner: from what is wanted and what is to what to do next, without touching anything. May
/// use `model` and `view`. Start reading with `Planner`.
@NullMarked
package dev.elasticcloud.manager.plan;

import org.jspecify.annotations.NullMarked;
