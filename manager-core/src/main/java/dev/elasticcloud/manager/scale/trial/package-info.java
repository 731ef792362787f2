/// Trials of policies on recorded load: a model of a pod's nodes and queue with its own clock, and
/// metrics of elasticity. Pure; may use `model` and `scale`. Start reading with
/// [dev.elasticcloud.manager.scale.trial.PolicyTrial].
@NullMarked
package dev.elasticcloud.manager.scale.trial;

import org.jspecify.annotations.NullMarked;
