package dev.elasticcloud.manager.model.observed;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.util.Objects;

/// The balancer's counts for one pod.
///
/// @param running requests at nodes now
/// @param queued requests waiting for a free slot now
/// @param requests all requests since the balancer started
/// @param responses requests answered with any status since the balancer started
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

    /// A pod without requests whose configuration is up to date.
    public static PodTraffic none(PodSpec pod) {
        return new PodTraffic(pod.name(), pod.balance(), 0, 0, 0, 0, 0, pod.balancing());
    }

    public PodTraffic withSettings(String changed) {
        return new PodTraffic(
                pod, balance, running, queued, requests, failures, responses, changed);
    }

    /// Adds requests still held by a process from before a reload.
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
