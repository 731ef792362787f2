/// The screen of the balancer: its backends and servers as HAProxy has them, their differences
/// from what the manager wants, and its configuration. May use `connection`, `control` and the
/// manager's model. Start reading with [dev.elasticcloud.console.feature.balancer.BalancerModel].
@NullMarked
package dev.elasticcloud.console.feature.balancer;

import org.jspecify.annotations.NullMarked;
