package dev.elasticcloud.manager.model.record;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;

/// The part of a pod's settings that its scaling depends on. It has no secrets: no image, no
/// program and no parameters.
public record PolicySettings(
        PodName pod,
        NodeLimits limits,
        int slots,
        int maxNodes,
        double weight,
        Elasticity elasticity) {

    public static PolicySettings of(PodSpec pod) {
        return new PolicySettings(
                pod.name(),
                pod.limits(),
                pod.slots(),
                pod.maxNodes(),
                pod.weight(),
                pod.elasticity());
    }
}
