package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.spi.JobLedger;
import dev.elasticcloud.manager.spi.PortException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// A ledger whose writes can fail, as on a full disk, or block.
final class FaultyLedger implements JobLedger {

    private static final int UNBLOCKED = 1_000_000;

    private final JobLedger ledger;
    private final Semaphore changes = new Semaphore(UNBLOCKED);
    private volatile boolean refusing;

    FaultyLedger(JobLedger ledger) {
        this.ledger = ledger;
    }

    void refuseChanges(boolean refuses) {
        refusing = refuses;
    }

    /// Blocks each write until the result is closed.
    AutoCloseable blockChanges() {
        changes.acquireUninterruptibly(UNBLOCKED);
        return () -> changes.release(UNBLOCKED);
    }

    boolean isBlocking() {
        return changes.hasQueuedThreads();
    }

    @Override
    public void accept(Job job) {
        beforeChange();
        ledger.accept(job);
    }

    @Override
    public boolean update(Job job) {
        beforeChange();
        return ledger.update(job);
    }

    private void beforeChange() {
        changes.acquireUninterruptibly();
        changes.release();
        if (refusing) {
            throw PortException.refused("The disk is full", null);
        }
    }

    @Override
    public Optional<Earlier> earlier(JobRequest request) {
        return ledger.earlier(request);
    }

    @Override
    public Optional<Job> find(JobId id) {
        return ledger.find(id);
    }

    @Override
    public List<Job> page(Page page) {
        return ledger.page(page);
    }

    @Override
    public List<Job> open() {
        return ledger.open();
    }

    @Override
    public Map<PodName, JobCounts> counts() {
        return ledger.counts();
    }
}
