package dev.elasticcloud.manager.model.job;

/// Identifies a job in the ledger.
public record JobId(String value) implements Comparable<JobId> {

    public JobId {
        if (!value.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("'" + value + "' is not a job id");
        }
    }

    @Override
    public int compareTo(JobId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
