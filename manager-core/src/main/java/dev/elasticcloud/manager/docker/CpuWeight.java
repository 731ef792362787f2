package dev.elasticcloud.manager.docker;

/// How much of a full host a container of ours gets beside the others, in Docker's `CpuShares`. On
/// a host that is not full they change nothing. The engine turns them into cgroup v1's `cpu.shares`
/// or v2's `cpu.weight`.
///
/// A start costs a second of processor time and more. At the weight of serving nodes, a burst of
/// starts would take from them, and from the balancer in front of them, what their jobs need.
enum CpuWeight {
    /// A node that does not serve yet.
    STARTING(256),

    /// A node that serves, or a spare that may have to at any moment. It is Docker's own default, so
    /// nodes made before there were weights serve at it too.
    SERVING(1024),

    /// The balancer: every request passes it, and its health checks time the nodes.
    BALANCER(8192);

    private final int shares;

    CpuWeight(int shares) {
        this.shares = shares;
    }

    int shares() {
        return shares;
    }
}
