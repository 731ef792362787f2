package dev.elasticcloud.manager.model.status;

/// The state of a node.
public enum NodeState {
    /// Declared; no container serves it.
    REGISTERED,
    /// Its container is starting and being probed.
    STARTING,
    /// In the balancer, taking jobs.
    ONLINE,
    /// Takes no new jobs; running ones finish.
    DRAINING,
    /// Out of the balancer and frozen by the owner.
    PAUSED,
    /// Started, warmed up and frozen; never shown as capacity.
    SPARE,
    /// Not serving, for the reason shown with it.
    FAILED;

    /// Whether the balancer has it as a server that may have running jobs.
    public boolean worksOnJobs() {
        return this == ONLINE || this == DRAINING;
    }
}
