/// What Knative's pod autoscaler would do, to the letter: a stable and a panic window over the
/// concurrency, rates, a delay before shrinking, and the burst capacity that is left. Pure. Start
/// reading with [dev.elasticcloud.manager.scale.kpa.PodAutoscaler].
@NullMarked
package dev.elasticcloud.manager.scale.kpa;

import org.jspecify.annotations.NullMarked;
