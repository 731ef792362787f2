package dev.elasticcloud.manager.model.observed;

/// A pod's current work.
///
/// @param arrivalRate jobs per second over the last seconds
/// @param latency of jobs that recently finished through the manager
public record PodLoad(int running, int queued, double arrivalRate, Latency latency) {

    public static final PodLoad NONE = new PodLoad(0, 0, 0, Latency.NONE);

    /// Percentiles in milliseconds from acceptance to answer; `count` 0 means unknown.
    public record Latency(long count, double p50, double p95, double p99) {
        public static final Latency NONE = new Latency(0, 0, 0, 0);
    }
}
