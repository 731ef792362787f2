package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.spi.ManagerClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Downsamples usage from the finest step to the coarser ones, minute by minute, and deletes
/// expired rows. Rows that arrive late, or again because the clock was set back, are merged into
/// existing ones; nothing is deleted before it has been rolled up. Guarded by the database's lock.
final class UsageRollup {

    private static final long MINUTE = 60;

    /// How late points may arrive without causing a second roll-up.
    private static final long GRACE = 15;

    /// How many minutes are rolled up again after a restart.
    private static final long AGAIN = 5;

    /// How many minutes pass between two counts of the rows.
    private static final int COUNT_EVERY = 10;

    /// No row yet: later than any second.
    static final long NOTHING = Long.MAX_VALUE;

    private static final List<String> TABLES = List.of("pod_usage", "node_usage");

    /// How two rows for the same interval are merged: see
    /// [dev.elasticcloud.manager.model.record.PodHistory]. Doing it twice with the same rows
    /// changes nothing.
    static final String MERGE_PODS =
            """
             ON CONFLICT (step, at, series) DO UPDATE SET
                online = MAX(online, excluded.online), spare = MAX(spare, excluded.spare),
                demand = MAX(demand, excluded.demand), running = MAX(running, excluded.running),
                queued = MAX(queued, excluded.queued), rate = (rate + excluded.rate) / 2,
                cpu = COALESCE((cpu + excluded.cpu) / 2, cpu, excluded.cpu),
                memory = COALESCE((memory + excluded.memory) / 2, memory, excluded.memory)
            """;

    static final String MERGE_NODES =
            """
             ON CONFLICT (step, at, series) DO UPDATE SET
                cpu = (cpu + excluded.cpu) / 2, bytes = MAX(bytes, excluded.bytes),
                memory = (memory + excluded.memory) / 2
            """;

    private static final List<String> ROLLUPS =
            List.of(
                    """
                    INSERT INTO pod_usage
                    SELECT :step, at / :step * :step AS since, series, MAX(online), MAX(spare),
                        MAX(demand), MAX(running), MAX(queued), CAST(ROUND(AVG(rate)) AS INTEGER),
                        CAST(ROUND(AVG(cpu)) AS INTEGER), CAST(ROUND(AVG(memory)) AS INTEGER)
                    FROM pod_usage WHERE step = 1 AND at >= :from AND at < :to
                    GROUP BY since, series
                    """
                            + MERGE_PODS,
                    """
                    INSERT INTO node_usage
                    SELECT :step, at / :step * :step AS since, series,
                        CAST(ROUND(AVG(cpu)) AS INTEGER), MAX(bytes),
                        CAST(ROUND(AVG(memory)) AS INTEGER)
                    FROM node_usage WHERE step = 1 AND at >= :from AND at < :to
                    GROUP BY since, series
                    """
                            + MERGE_NODES);

    private final ManagerClock clock;
    private final RetentionPace pace;

    /// Up to where all rows are rolled up; unknown when negative.
    private long done = -1;

    /// The minute of the last pass.
    private long looked = -1;

    private int minutes;

    UsageRollup(ManagerClock clock) {
        this.clock = clock;
        this.pace = new RetentionPace(clock);
    }

    /// Forgets its progress, after a transaction that may not have been committed.
    void startOver() {
        done = -1;
        looked = -1;
    }

    /// Runs the work that is due, once a minute.
    ///
    /// @param entered the earliest second added since the last call, or [#NOTHING]
    void whenDue(Handle handle, long entered) {
        if (done < 0) {
            done = doneBefore(handle);
        }
        long upTo = minute(clock.instant().getEpochSecond() - GRACE);
        if (upTo < looked) {
            // The clock was set back: minutes ahead of it are already complete.
            rollUp(handle, done, NOTHING);
        }
        done = Math.min(done, minute(entered));
        if (upTo == looked) {
            return;
        }
        looked = upTo;
        if (upTo > done) {
            rollUp(handle, done, upTo);
            done = upTo;
        }
        forget(handle);
    }

    private static long minute(long second) {
        return Math.floorDiv(second, MINUTE) * MINUTE;
    }

    /// Where an earlier manager stopped: after the newest minute that is not ahead of now. A few
    /// minutes are always rolled up again, in case the clock passed them twice.
    private long doneBefore(Handle handle) {
        long now = clock.instant().getEpochSecond();
        long newest =
                handle.select(
                                "SELECT COALESCE(MAX(at) + ?, 0) FROM pod_usage"
                                        + " WHERE step = ? AND at <= ?",
                                MINUTE,
                                UsageStep.MINUTE.seconds(),
                                now)
                        .mapTo(Long.class)
                        .one();
        return Math.min(newest, minute(now) - AGAIN * MINUTE);
    }

    /// The first second at or after one that has a row of a step, or [#NOTHING].
    static long earliest(Handle handle, UsageStep step, long from) {
        return TABLES.stream()
                .flatMap(table -> oldest(handle, table, step, from).stream())
                .mapToLong(Instant::getEpochSecond)
                .min()
                .orElse(NOTHING);
    }

    private static Optional<Instant> oldest(
            Handle handle, String table, UsageStep step, long from) {
        return handle.select(
                        "SELECT at FROM "
                                + table
                                + " WHERE step = ? AND at >= ? ORDER BY at LIMIT 1",
                        step.seconds(),
                        from)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochSecond);
    }

    private static void rollUp(Handle handle, long from, long upTo) {
        for (UsageStep step : UsageStep.coarser()) {
            for (String rollup : ROLLUPS) {
                handle.createUpdate(rollup)
                        .bind("step", step.seconds())
                        .bind("from", from)
                        .bind("to", upTo)
                        .execute();
            }
        }
    }

    private void forget(Handle handle) {
        minutes++;
        pace.look();
        for (UsageStep step : UsageStep.values()) {
            for (String table : TABLES) {
                oldest(handle, table, step, 0)
                        .map(oldest -> pace.cutoff(oldest, step.kept()).getEpochSecond())
                        .ifPresent(
                                before ->
                                        handle.execute(
                                                "DELETE FROM "
                                                        + table
                                                        + " WHERE step = ? AND at < ?",
                                                step.seconds(),
                                                minute(Math.min(before, done))));
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
