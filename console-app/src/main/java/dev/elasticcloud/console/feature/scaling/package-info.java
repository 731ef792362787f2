/// The screen that explains why a pod grew, shrank or stayed: its demand and nodes over time, each
/// decision, and the reasons of one. May use `connection`, `control` and the manager's model. Start
/// reading with [dev.elasticcloud.console.feature.scaling.ScalingModel].
@NullMarked
package dev.elasticcloud.console.feature.scaling;

import org.jspecify.annotations.NullMarked;
