package dev.elasticcloud.manager.model.job;

import java.util.Locale;

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

    /// As it stands in a sentence.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
