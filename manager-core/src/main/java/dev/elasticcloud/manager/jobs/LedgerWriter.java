package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.spi.JobLedger;
import dev.elasticcloud.manager.spi.PortException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes job records into the ledger. A record that the store refuses, for example because the
/// disk is full, is kept and written once the store accepts writes again. Used only inside a
/// change of [JobQueues].
final class LedgerWriter {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

    private final JobLedger ledger;
    private final Consumer<Job> onEnd;
    private final Map<JobId, Job> pending = new LinkedHashMap<>();

    /// @param onEnd called for each job whose end was written
    LedgerWriter(JobLedger ledger, Consumer<Job> onEnd) {
        this.ledger = ledger;
        this.onEnd = onEnd;
    }

    /// Writes a job's latest record, now or later.
    void write(Job job) {
        try {
            writeNow(job);
        } catch (PortException e) {
            if (pending.isEmpty()) {
                LOG.warn("The end of job {} waits for the store: {}", job.id(), e.getMessage());
            }
            pending.put(job.id(), job);
        }
    }

    /// Writes a job's latest record, or throws as the ledger does.
    void writeNow(Job job) {
        boolean changed = ledger.update(job);
        pending.remove(job.id());
        if (changed && job.state().isFinal()) {
            onEnd.accept(job);
        }
    }

    /// Writes the pending records, until the store refuses one.
    void writePending() {
        try {
            for (Job job : List.copyOf(pending.values())) {
                writeNow(job);
            }
        } catch (PortException e) {
            LOG.debug("{} job records still wait for the store", pending.size(), e);
        }
    }

    /// Whether a job's latest record waits for the store.
    boolean isPending(JobId id) {
        return pending.containsKey(id);
    }
}
