package dev.elasticcloud.manager.model.record;

import dev.elasticcloud.manager.model.observed.Signals;
import org.jspecify.annotations.Nullable;

/// Everything, besides the pod's settings, that determined one decision: with it, the policy code
/// reaches the same decision again.
///
/// @param policy the version of the policy code
/// @param nodes how many nodes were wanted before
/// @param memory what the autoscaler remembered of the pod, as far as it could matter
/// @param hosts what all pods claimed of the hosts; absent if the hosts were unknown
public record DecisionInput(
        int policy,
        int nodes,
        Signals signals,
        DecisionMemory memory,
        @Nullable HostClaims hosts) {}
