package dev.elasticcloud.manager.docker;

/// A container's share of a host whose CPUs are all busy, relative to the other containers, in
/// Docker's `CpuShares`. On any other host it has no effect. The engine turns it into `cpu.shares`
/// of cgroup v1 or `cpu.weight` of v2.
///
/// A start takes a second of CPU time or more. If starting nodes had the weight of serving ones, a
/// burst of starts would slow down running jobs and the balancer.
public enum CpuWeight {
    /// A node that does not serve yet.
    STARTING(256),

    /// A node that serves, or a spare that may have to at any moment. It is Docker's own default,
    /// so nodes created before weights existed also serve at it.
    SERVING(1024),

    /// The balancer: every request passes through it, and its health checks time the nodes.
    BALANCER(8192);

    private final int shares;

    CpuWeight(int shares) {
        this.shares = shares;
    }

    public int shares() {
        return shares;
    }
}
