/// Capacity and demand of a pod over time, with what was decided and what held it below. May use
/// `control` and the manager's model. Start reading with
/// [dev.elasticcloud.console.feature.scaling.ribbon.Ribbon].
@NullMarked
package dev.elasticcloud.console.feature.scaling.ribbon;

import org.jspecify.annotations.NullMarked;
