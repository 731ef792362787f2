/// Policies tried out on recorded load: a model of a pod's nodes and queue on a clock of its own,
/// and the measures of elasticity. Pure; may use `model` and `scale`. Start reading with
/// [dev.elasticcloud.manager.scale.trial.PolicyTrial].
@NullMarked
package dev.elasticcloud.manager.scale.trial;

import org.jspecify.annotations.NullMarked;
