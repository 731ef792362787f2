package dev.elasticcloud.manager.scale.hpa;

/// One metric's proposal.
public sealed interface MetricProposal {

    /// A count.
    ///
    /// @param usage the metric as it was read, in thousandths, or its mean over replicas
    /// @param percent the same as a share of the request; 0 without a request
    record Counted(int replicas, long usage, int percent) implements MetricProposal {}

    /// No count, because the metric cannot be read.
    ///
    /// @param cause a code for programs
    record Failed(String cause, String message) implements MetricProposal {}
}
