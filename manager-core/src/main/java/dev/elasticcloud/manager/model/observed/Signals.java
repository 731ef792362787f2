package dev.elasticcloud.manager.model.observed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the autoscaler knows of one pod at one moment.
///
/// @param at the time of day, for schedules, seasons and the record
/// @param steady the same moment on a clock that is never set, for windows and cooldowns
/// @param online nodes that serve
/// @param starting nodes on their way to serve, spares excluded
/// @param running jobs at nodes, through the manager or straight to the balancer
/// @param queued jobs waiting, in the manager or in the balancer
/// @param arrivalRate jobs per second that arrived of late
/// @param provisioning how long a node takes from being wanted to serving, as measured of late
/// @param host the machines that its nodes run on; absent where there are none to know of
/// @param usage the latest sample of each online node, those without one left out
public record Signals(
        Instant at,
        Instant steady,
        int online,
        int starting,
        int running,
        int queued,
        double arrivalRate,
        Duration provisioning,
        List<NodeUsage> usage,
        @Nullable HostSignals host) {

    public Signals {
        usage = List.copyOf(usage);
    }

    /// Signals in recorded or simulated time, where no clock jumps, of a pod of whose hosts nothing is
    /// known.
    public Signals(
            Instant at,
            int online,
            int starting,
            int running,
            int queued,
            double arrivalRate,
            Duration provisioning,
            List<NodeUsage> usage) {
        this(at, at, online, starting, running, queued, arrivalRate, provisioning, usage, null);
    }
}
