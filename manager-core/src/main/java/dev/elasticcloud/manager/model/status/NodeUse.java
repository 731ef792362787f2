package dev.elasticcloud.manager.model.status;

/// What limits the speed of a node's jobs.
public enum NodeUse {
    /// There is no recent sample.
    UNKNOWN,
    /// No job runs on it.
    IDLE,
    /// It works below its limit.
    WORKING,
    /// It is at its own limit.
    THROTTLED,
    /// It wants more processor time than the busy host gives it, and is below its own limit.
    STARVED,
    /// It has running jobs but uses almost no processor time: they wait for something else.
    WAITING
}
