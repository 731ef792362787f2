package dev.elasticcloud.manager.model;

/// Where a job is in its life; the last three are final.
public enum JobState {
    /// Waits in the manager for a free slot.
    QUEUED,
    /// Was handed to a node.
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED;

    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
