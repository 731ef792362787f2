package dev.elasticcloud.manager.model.observed;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.util.Objects;

/// What the balancer counts for one pod.
///
/// @param running requests at nodes now
/// @param queued requests waiting for a free slot now
/// @param requests all requests since the balancer started
/// @param responses requests that were answered, whatever the answer, since the balancer started
/// @param failures those among them that ended with an error of the balancer or a node
/// @param settings what the running balancer was configured with for it, as [PodSpec#balancing]
///     names it
public record PodTraffic(
        PodName pod,
        Balance balance,
        int running,
        int queued,
        long requests,
        long failures,
        @AddedLater long responses,
        @AddedLater String settings) {

    public PodTraffic {
        settings = Objects.requireNonNullElse(settings, "");
    }

    /// A pod that has seen no request and is configured as it should be.
    public static PodTraffic none(PodSpec pod) {
        return new PodTraffic(pod.name(), pod.balance(), 0, 0, 0, 0, 0, pod.balancing());
    }

    public PodTraffic withSettings(String changed) {
        return new PodTraffic(
                pod, balance, running, queued, requests, failures, responses, changed);
    }

    /// With requests that a process from before a reload still has.
    public PodTraffic plus(int moreRunning, int moreQueued) {
        return new PodTraffic(
                pod,
                balance,
                running + moreRunning,
                queued + moreQueued,
                requests,
                failures,
                responses,
                settings);
    }
}
