/// The autoscaler: from signals and bounds to a wanted node count with its reasons, without
// touching
/// anything; the memory of the past goes in and comes out. May use `model`.
/// Start reading with [dev.elasticcloud.manager.scale.Autoscaler].
@NullMarked
package dev.elasticcloud.manager.scale;

import org.jspecify.annotations.NullMarked;
