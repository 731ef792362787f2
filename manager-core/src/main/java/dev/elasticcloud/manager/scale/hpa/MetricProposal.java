package dev.elasticcloud.manager.scale.hpa;

/// What one metric asks for.
public sealed interface MetricProposal {

    /// A count.
    ///
    /// @param usage the metric as it was read, in thousandths, or its mean over replicas
    /// @param percent the same as a share of what is promised; 0 where nothing is
    record Counted(int replicas, long usage, int percent) implements MetricProposal {}

    /// No count, because the metric cannot be read.
    ///
    /// @param cause a word for programs
    record Failed(String cause, String message) implements MetricProposal {}
}
