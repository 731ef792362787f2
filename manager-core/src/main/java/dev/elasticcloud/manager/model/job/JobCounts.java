package dev.elasticcloud.manager.model.job;

/// The ledger's sums; accepted is always completed + failed + cancelled + open.
public record JobCounts(long accepted, long completed, long failed, long cancelled, long open) {

    public static final JobCounts NONE = new JobCounts(0, 0, 0, 0, 0);

    public JobCounts plus(JobCounts other) {
        return new JobCounts(
                accepted + other.accepted,
                completed + other.completed,
                failed + other.failed,
                cancelled + other.cancelled,
                open + other.open);
    }

    /// Jobs missing from all states; anything but zero is a fault of the ledger.
    public long lost() {
        return accepted - completed - failed - cancelled - open;
    }
}
