package dev.elasticcloud.manager.scale.brake;

import dev.elasticcloud.manager.model.observed.HostSignals;
import dev.elasticcloud.manager.model.observed.Signals;
import java.time.Instant;
import java.util.OptionalDouble;

/// How a pod served, as seen at one moment.
///
/// @param completions jobs that were answered since some beginning; empty while that is not known
/// @param queueing whether jobs waited
/// @param starting whether nodes were on their way that were wanted only a moment ago
/// @param saturated whether the hosts' processors were fully used
/// @param throttled nodes at their own processor limit
/// @param starved nodes that wanted processor time the hosts had not got
/// @param waiting nodes whose jobs waited for something else than a processor
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

    /// This sample in the place of an earlier one of the same second: jobs count as waiting only if
    /// they waited at each look.
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
