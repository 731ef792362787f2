/// The role and state of each node and pod, derived once per round from spec, observation and
/// running actions: the planner, the autoscaler's signals, convergence and the snapshot all read
/// it and derive nothing again. Pure; uses `model`. Start reading with `NodeClassifier`, then
/// `NodeView`.
@NullMarked
package dev.elasticcloud.manager.view;

import org.jspecify.annotations.NullMarked;
