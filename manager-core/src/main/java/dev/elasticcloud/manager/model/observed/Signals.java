package dev.elasticcloud.manager.model.observed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The autoscaler's signals about one pod at one moment.
///
/// @param at the time of day, for schedules, seasons and the record
/// @param steady the same moment on a monotonic clock, for windows and cooldowns
/// @param online nodes that serve
/// @param starting nodes being started, spares excluded
/// @param running jobs at nodes, sent through the manager or directly to the balancer
/// @param queued jobs waiting, in the manager or in the balancer
/// @param arrivalRate recent arrivals, in jobs per second
/// @param provisioning how long a node takes from being wanted to serving, as recently measured
/// @param host the machines that its nodes run on; absent if unknown
/// @param usage the latest sample of each online node that has one
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

    /// Signals in recorded or simulated time, where no clock jumps, for a pod whose hosts are
    /// unknown.
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
