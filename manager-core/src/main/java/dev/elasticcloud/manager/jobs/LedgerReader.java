package dev.elasticcloud.manager.jobs;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.spi.JobLedger;
import java.util.List;

/// Reads jobs from the ledger for callers of the manager.
final class LedgerReader {

    private final JobLedger ledger;

    LedgerReader(JobLedger ledger) {
        this.ledger = ledger;
    }

    Job job(JobId id) {
        return ledger.find(id)
                .orElseThrow(
                        () -> new CloudException(ErrorCode.NOT_FOUND, "There is no job " + id));
    }

    List<Job> jobs(JobQuery query) {
        JobId before = query.before();
        if (before != null) {
            job(before);
        }
        return ledger.page(
                new JobLedger.Page(
                        query.pod(),
                        query.states(),
                        before,
                        query.most(),
                        query.withResults(),
                        query.from(),
                        query.until(),
                        query.user()));
    }
}
