package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.spi.ManagerClock;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Deletes jobs that ended long ago, a few at a time in the transactions that end others.
///
/// Deletes only the records of ended jobs: the sums were counted as the jobs ended. Guarded by the
/// database's lock.
final class JobPruning {

    static final int KEPT = 200_000;
    static final Duration LONGEST = Duration.ofDays(30);

    /// Looks for old jobs once per this many ended jobs, and deletes more at a time than that.
    static final int EVERY = 200;

    static final int AT_ONCE = 400;

    private final RetentionPace pace;
    private final int kept;
    private final Duration longest;
    private int ends;

    /// @param kept how many of the newest jobs are kept
    /// @param longest how long after its end a job is kept
    JobPruning(ManagerClock clock, int kept, Duration longest) {
        this.pace = new RetentionPace(clock);
        this.kept = kept;
        this.longest = longest;
    }

    void afterEnd(Handle handle) {
        ends++;
        if (ends % EVERY != 0) {
            return;
        }
        handle.execute(
                "DELETE FROM jobs WHERE seq IN (SELECT seq FROM jobs WHERE finished_at IS NOT NULL"
                        + " AND seq <= (SELECT MAX(seq) FROM jobs) - ? ORDER BY seq LIMIT ?)",
                kept,
                AT_ONCE);
        pace.look();
        handle.select("SELECT MIN(finished_at) FROM jobs WHERE finished_at IS NOT NULL")
                .mapTo(String.class)
                .findOne()
                .map(oldest -> pace.cutoff(Instant.parse(oldest), longest))
                .ifPresent(
                        before ->
                                handle.execute(
                                        "DELETE FROM jobs WHERE seq IN (SELECT seq FROM jobs"
                                                + " WHERE finished_at < ?"
                                                + " ORDER BY finished_at LIMIT ?)",
                                        before.toString(),
                                        AT_ONCE));
    }
}
