package dev.elasticcloud.manager.model.job;

import java.util.Locale;

/// The state of a job; the last three are final.
public enum JobState {
    /// Waits in the manager for a free slot.
    QUEUED,
    /// Was sent to a node.
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED;

    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    /// The form used in a sentence.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
