/// An exact reimplementation of Knative's pod autoscaler: a stable and a panic window over the
/// concurrency, rates, a delay before shrinking, and the remaining burst capacity. Pure. Start
/// reading with [dev.elasticcloud.manager.scale.kpa.PodAutoscaler].
@NullMarked
package dev.elasticcloud.manager.scale.kpa;

import org.jspecify.annotations.NullMarked;
