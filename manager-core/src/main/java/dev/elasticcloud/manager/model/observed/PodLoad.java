package dev.elasticcloud.manager.model.observed;

/// What a pod has to do right now.
///
/// @param arrivalRate jobs per second over the last seconds
/// @param latency of jobs finished through the manager of late
public record PodLoad(int running, int queued, double arrivalRate, Latency latency) {

    public static final PodLoad NONE = new PodLoad(0, 0, 0, Latency.NONE);

    /// Percentiles in milliseconds from acceptance to answer; `count` 0 means not known.
    public record Latency(long count, double p50, double p95, double p99) {
        public static final Latency NONE = new Latency(0, 0, 0, 0);
    }
}
