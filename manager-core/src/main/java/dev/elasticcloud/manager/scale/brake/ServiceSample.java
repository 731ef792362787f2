package dev.elasticcloud.manager.scale.brake;

import dev.elasticcloud.manager.model.observed.HostSignals;
import dev.elasticcloud.manager.model.observed.Signals;
import java.time.Instant;
import java.util.OptionalDouble;

/// A sample of a pod's service at one moment.
///
/// @param completions jobs answered since a fixed start; empty while unknown
/// @param queueing whether jobs waited
/// @param starting whether recently requested nodes were starting
/// @param saturated whether the hosts' processors were fully used
/// @param throttled nodes at their own processor limit
/// @param starved nodes that wanted processor time the hosts did not have
/// @param waiting nodes whose jobs waited for something other than a processor
record ServiceSample(
        Instant at,
        OptionalDouble completions,
        int online,
        int running,
        boolean queueing,
        boolean starting,
        boolean saturated,
        int throttled,
        int starved,
        int waiting) {

    static ServiceSample of(Signals signals, HostSignals host, boolean starting) {
        return new ServiceSample(
                signals.steady(),
                host.completions(),
                signals.online(),
                signals.running(),
                signals.queued() > 0,
                starting,
                host.saturated(),
                host.throttled(),
                host.starved(),
                host.waiting());
    }

    /// This sample merged with an earlier one of the same second: jobs count as waiting only if
    /// they waited in both.
    ServiceSample inPlaceOf(ServiceSample earlier) {
        return new ServiceSample(
                at,
                completions,
                online,
                running,
                queueing && earlier.queueing,
                starting || earlier.starting,
                saturated,
                throttled,
                starved,
                waiting);
    }
}
