package dev.elasticcloud.manager.scale;

import dev.elasticcloud.manager.model.observed.Signals;
import dev.elasticcloud.manager.model.spec.PodSpec;

/// Decides how many nodes a pod should have. A pure function: the same input gives the same
/// result.
@FunctionalInterface
public interface Autoscaler {

    /// Evaluates an elastic pod at the moment of the signals.
    Evaluation evaluate(PodSpec pod, Signals signals, ScaleMemory memory);
}
