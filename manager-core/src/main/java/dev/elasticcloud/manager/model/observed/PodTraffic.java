package dev.elasticcloud.manager.model.observed;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Balance;

/// What the balancer counts for one pod.
///
/// @param running requests at nodes now
/// @param queued requests waiting for a free slot now
/// @param requests all requests since the balancer started
/// @param responses requests that were answered, whatever the answer, since the balancer started
/// @param failures those among them that ended with an error of the balancer or a node
public record PodTraffic(
        PodName pod,
        Balance balance,
        int running,
        int queued,
        long requests,
        long failures,
        @AddedLater long responses) {

    public PodTraffic(
            PodName pod, Balance balance, int running, int queued, long requests, long failures) {
        this(pod, balance, running, queued, requests, failures, 0);
    }
}
