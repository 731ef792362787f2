/// The autoscaler: computes a pod's wanted node count, with its reasons, from signals and bounds.
/// It has no side effects; its memory of the past is passed in and out. May use `model`. Start
/// reading with [dev.elasticcloud.manager.scale.Autoscaler].
@NullMarked
package dev.elasticcloud.manager.scale;

import org.jspecify.annotations.NullMarked;
