/// An exact reimplementation of the Kubernetes horizontal autoscaler (API autoscaling/v2): how
/// many replicas a metric asks for, and the rate limits and stabilisation of the count. Pure; may
/// use `model`. Start reading with [dev.elasticcloud.manager.scale.hpa.ReplicaCalculator], then
/// [dev.elasticcloud.manager.scale.hpa.HorizontalScaler].
@NullMarked
package dev.elasticcloud.manager.scale.hpa;

import org.jspecify.annotations.NullMarked;
