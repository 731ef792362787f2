package dev.elasticcloud.manager.rest;

import dev.elasticcloud.manager.model.Job;
import dev.elasticcloud.manager.model.JobId;
import dev.elasticcloud.manager.model.JobRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Remembers which job an `Idempotency-Key` stands for, so that a request that was sent again,
/// because its answer was lost, runs nothing twice. Kept for the latest keys of this process.
final class SentBefore {

    private static final int MOST = 10_000;

    private final Map<String, Sent> known =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Sent> eldest) {
                    return size() > MOST;
                }
            };

    private record Sent(int request, JobId job) {}

    /// The job of a request: a new one, or the one it began before.
    Job once(Call call, JobRequest request, Supplier<Job> submit, Function<JobId, Job> find) {
        String key = call.header("Idempotency-Key");
        if (key.isEmpty()) {
            return submit.get();
        }
        if (!key.matches("[\\x21-\\x7e]{1,128}")) {
            throw Refusal.at(
                    "Idempotency-Key", "Idempotency-Key must be 1 to 128 printable characters");
        }
        String whose = call.visitor().tokenId() + " " + key;
        synchronized (known) {
            Sent before = known.get(whose);
            if (before == null) {
                Job job = submit.get();
                known.put(whose, new Sent(request.hashCode(), job.id()));
                return job;
            }
            if (before.request() != request.hashCode()) {
                throw Refusal.at(
                        "Idempotency-Key",
                        "This Idempotency-Key was used for another job: use a new one for each job");
            }
            return find.apply(before.job());
        }
    }
}
