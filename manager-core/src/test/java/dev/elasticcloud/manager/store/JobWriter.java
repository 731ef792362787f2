package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// A process that accepts jobs until it is killed, and prints the id of each once it is in the
/// ledger.
final class JobWriter {

    private JobWriter() {}

    public static void main(String[] arguments) {
        PodName pod = PodName.of("light");
        try (SqliteStore store = SqliteStore.open(Path.of(arguments[0]))) {
            for (long i = 0; ; i++) {
                JobId id = new JobId(arguments[1] + "-" + i);
                Job job = Job.accepted(id, pod, Map.of("text", "x".repeat(200)), Instant.now());
                store.jobs().accept(job);
                System.out.println(id);
                if (i % 3 == 0) {
                    Job running = job.running(Instant.now());
                    store.jobs().update(running);
                    store.jobs().update(running.completed(Instant.now(), "light-1", "{}"));
                }
            }
        }
    }
}
