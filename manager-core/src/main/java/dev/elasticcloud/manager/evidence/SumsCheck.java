package dev.elasticcloud.manager.evidence;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.record.ChainRecord;
import dev.elasticcloud.manager.model.record.Verification;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Checks the sums of the job ledger: no accepted job is lost, and no sum ever falls.
final class SumsCheck {

    private final PartCheck part = new PartCheck("sums");
    private final Map<PodName, JobCounts> first = new TreeMap<>();
    private Map<PodName, JobCounts> last = Map.of();
    private long checked;

    void check(ChainRecord.Sums record) {
        record.pods().forEach((pod, sums) -> check(record, pod, sums));
        last.keySet().stream()
                .filter(pod -> !record.pods().containsKey(pod))
                .forEach(pod -> fault(record, pod, "its sums are missing"));
        if (checked == 0) {
            first.putAll(record.pods());
        }
        last = record.pods();
        checked++;
    }

    private void check(ChainRecord.Sums record, PodName pod, JobCounts sums) {
        if (sums.lost() != 0) {
            fault(
                    record,
                    pod,
                    "%d accepted is not %d completed + %d failed + %d cancelled + %d open"
                            .formatted(
                                    sums.accepted(),
                                    sums.completed(),
                                    sums.failed(),
                                    sums.cancelled(),
                                    sums.open()));
        }
        JobCounts before = last.getOrDefault(pod, JobCounts.NONE);
        falls(before, sums)
                .ifPresent(
                        sum ->
                                fault(
                                        record,
                                        pod,
                                        sum + " jobs became fewer than they were before"));
    }

    private static Optional<String> falls(JobCounts before, JobCounts now) {
        if (now.accepted() < before.accepted()) {
            return Optional.of("accepted");
        }
        if (now.completed() < before.completed()) {
            return Optional.of("completed");
        }
        if (now.failed() < before.failed()) {
            return Optional.of("failed");
        }
        return now.cancelled() < before.cancelled() ? Optional.of("cancelled") : Optional.empty();
    }

    private void fault(ChainRecord.Sums record, PodName pod, String what) {
        part.fault(
                new Verification.Fault(
                        Manifest.CHAIN, record.seq(), "sums of " + pod, record.at(), what));
    }

    Verification.Part outcome() {
        JobCounts all = last.values().stream().reduce(JobCounts.NONE, JobCounts::plus);
        long before = first.values().stream().mapToLong(JobCounts::accepted).sum();
        return part.outcome(
                checked > 0,
                "%d add up: %d accepted (%d of them between the first and the last) = %d completed + %d failed + %d cancelled + %d open"
                        .formatted(
                                checked,
                                all.accepted(),
                                all.accepted() - before,
                                all.completed(),
                                all.failed(),
                                all.cancelled(),
                                all.open()));
    }
}
