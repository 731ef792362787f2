/// What each node and pod is, worked out once a round from spec, observation and what is under way:
/// the planner, the autoscaler's signals, convergence and the snapshot read it and decide nothing of
/// it again. Pure; uses `model`. Start reading with `NodeClassifier`, then `NodeView`.
@NullMarked
package dev.elasticcloud.manager.view;

import org.jspecify.annotations.NullMarked;
