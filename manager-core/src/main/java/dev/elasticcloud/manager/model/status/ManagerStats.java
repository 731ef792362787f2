package dev.elasticcloud.manager.model.status;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import java.util.Map;

/// A manager's counters since its start; they only grow.
///
/// @param rounds rounds of the loop
/// @param engineCalls requests to the container engine, each timed until its response began
/// @param balancerCalls exchanges with the balancer
/// @param jobs those that ended by themselves, each timed from its acceptance
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
