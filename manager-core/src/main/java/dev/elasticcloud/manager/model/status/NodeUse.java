package dev.elasticcloud.manager.model.status;

/// What keeps a node's jobs from running faster.
public enum NodeUse {
    /// There is no recent sample.
    UNKNOWN,
    /// No job runs on it.
    IDLE,
    /// Works, and could use more of its limit.
    WORKING,
    /// Uses all that its own limit allows.
    THROTTLED,
    /// Wants more processor time than the busy host gives it, and is not at its own limit.
    STARVED,
    /// Has jobs running and uses next to no processor time: its jobs wait for something else.
    WAITING
}
