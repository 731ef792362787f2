package dev.elasticcloud.manager.store;

import org.jdbi.v3.core.Handle;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Makes the coarser steps of usage from the finest, minute by minute, and takes out what is past
/// its time. What was done is read from the rows themselves, so a restart loses and doubles
/// nothing. Guarded by the database's lock.
final class UsageRollup {

    private static final long MINUTE = 60;

    /// How late points may be entered.
    private static final long GRACE = 15;

    /// How many minutes go by between two counts of the rows.
    private static final int COUNT_EVERY = 10;

    /// The tables, and how a column becomes coarser: see [dev.elasticcloud.manager.model.record.PodHistory].
    private static final List<String> ROLLUPS =
            List.of(
                    """
                    INSERT OR REPLACE INTO pod_usage
                    SELECT :step, at / :step * :step AS since, series, MAX(online), MAX(spare),
                        MAX(demand), MAX(running), MAX(queued), CAST(ROUND(AVG(rate)) AS INTEGER),
                        CAST(ROUND(AVG(cpu)) AS INTEGER), CAST(ROUND(AVG(memory)) AS INTEGER)
                    FROM pod_usage WHERE step = 1 AND at >= :from AND at < :to
                    GROUP BY since, series
                    """,
                    """
                    INSERT OR REPLACE INTO node_usage
                    SELECT :step, at / :step * :step AS since, series,
                        CAST(ROUND(AVG(cpu)) AS INTEGER), MAX(bytes),
                        CAST(ROUND(AVG(memory)) AS INTEGER)
                    FROM node_usage WHERE step = 1 AND at >= :from AND at < :to
                    GROUP BY since, series
                    """);

    private final InstantSource clock;
    private long done = -1;
    private int minutes;

    UsageRollup(InstantSource clock) {
        this.clock = clock;
    }

    /// Does what is due; answers whether anything was.
    boolean whenDue(Handle handle) {
        long upTo = (clock.instant().getEpochSecond() - GRACE) / MINUTE * MINUTE;
        if (done < 0) {
            done = doneBefore(handle);
        }
        if (upTo == done) {
            return false;
        }
        if (upTo > done) {
            rollUp(handle, upTo);
            forget(handle);
        }
        // A clock that was set back begins anew from there.
        done = upTo;
        return true;
    }

    private static long doneBefore(Handle handle) {
        return handle.select(
                        "SELECT COALESCE(MAX(at) + ?, 0) FROM pod_usage WHERE step = ?",
                        MINUTE,
                        UsageStep.MINUTE.seconds())
                .mapTo(Long.class)
                .one();
    }

    private void rollUp(Handle handle, long upTo) {
        for (UsageStep step : UsageStep.coarser()) {
            for (String rollup : ROLLUPS) {
                handle.createUpdate(rollup)
                        .bind("step", step.seconds())
                        .bind("from", done)
                        .bind("to", upTo)
                        .execute();
            }
        }
    }

    private void forget(Handle handle) {
        minutes++;
        Instant now = clock.instant();
        for (UsageStep step : UsageStep.values()) {
            long from = now.minus(step.kept()).getEpochSecond();
            for (String table : List.of("pod_usage", "node_usage")) {
                handle.execute(
                        "DELETE FROM " + table + " WHERE step = ? AND at < ?",
                        step.seconds(),
                        from);
            }
            if (minutes % COUNT_EVERY == 0) {
                handle.execute(
                        "DELETE FROM node_usage WHERE step = ? AND at <= (SELECT at FROM node_usage"
                                + " WHERE step = ? ORDER BY at DESC LIMIT 1 OFFSET ?)",
                        step.seconds(),
                        step.seconds(),
                        step.mostRows());
            }
        }
    }
}
