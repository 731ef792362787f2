/// What a Kubernetes horizontal autoscaler (API autoscaling/v2) would do, to the letter: how many
/// replicas a metric asks for, and how fast and how calmly the count may follow. Pure; may use
/// `model`. Start reading with [dev.elasticcloud.manager.scale.hpa.ReplicaCalculator], then
/// [dev.elasticcloud.manager.scale.hpa.HorizontalScaler].
@NullMarked
package dev.elasticcloud.manager.scale.hpa;

import org.jspecify.annotations.NullMarked;
