package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.spi.JobLedger;
import dev.elasticcloud.manager.spi.PortException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The dispatcher's pen: a change that the store cannot take now, as when its disk is full, is kept
/// and written once it can. Guarded by the dispatcher's lock.
final class LedgerWriter {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

    private final JobLedger ledger;
    private final Consumer<Job> onEnd;
    private final Map<JobId, Job> kept = new LinkedHashMap<>();

    /// @param onEnd told of each job whose end is in the ledger
    LedgerWriter(JobLedger ledger, Consumer<Job> onEnd) {
        this.ledger = ledger;
        this.onEnd = onEnd;
    }

    /// Writes a job's newest record, now or later.
    void write(Job job) {
        try {
            writeNow(job);
        } catch (PortException e) {
            if (kept.isEmpty()) {
                LOG.warn("The end of job {} is to be recorded yet: {}", job.id(), e.getMessage());
            }
            kept.put(job.id(), job);
        }
    }

    /// Writes a job's newest record, or throws as the ledger does.
    void writeNow(Job job) {
        boolean changed = ledger.update(job);
        kept.remove(job.id());
        if (changed && job.state().isFinal()) {
            onEnd.accept(job);
        }
    }

    /// Writes what was kept, until the store refuses.
    void catchUp() {
        try {
            for (Job job : List.copyOf(kept.values())) {
                writeNow(job);
            }
        } catch (PortException e) {
            LOG.debug("{} changes of jobs still wait for the store", kept.size(), e);
        }
    }

    /// Whether a job's newest record waits for the store.
    boolean keeps(JobId id) {
        return kept.containsKey(id);
    }
}
