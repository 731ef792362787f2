package dev.elasticcloud.manager.model.status;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import java.util.Map;

/// What a manager has done since its start; counters that only grow.
///
/// @param rounds how often the loop went round
/// @param engineCalls requests to the container engine, each until its answer began
/// @param balancerCalls exchanges with the balancer
/// @param jobs those that ended by themselves, each from its acceptance
/// @param decisions how often the autoscaler reached each verdict
public record ManagerStats(
        Timings rounds,
        Timings engineCalls,
        Timings balancerCalls,
        Map<PodName, Timings> jobs,
        Map<PodName, Map<Decision.Verdict, Long>> decisions) {

    public ManagerStats {
        jobs = Map.copyOf(jobs);
        decisions = Map.copyOf(decisions);
    }
}
