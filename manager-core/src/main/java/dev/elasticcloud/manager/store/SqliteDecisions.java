package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.spi.DecisionLog;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;

/// Stores the newest decisions of each pod.
final class SqliteDecisions implements DecisionLog {

    static final int KEPT_PER_POD = 20_000;

    /// Old decisions are deleted once per this many new ones.
    private static final int PRUNE_EVERY = 100;

    private final Database database;
    private final Database reader;
    private final StoreJson json;
    private final int keptPerPod;
    private final AtomicInteger sincePrune = new AtomicInteger();

    /// @param reader a second connection, so that the reconcile loop never waits for a long read when
    ///     it records
    SqliteDecisions(Database database, Database reader, StoreJson json, int keptPerPod) {
        this.database = database;
        this.reader = reader;
        this.json = json;
        this.keptPerPod = keptPerPod;
    }

    @Override
    public void record(Decision decision) {
        String pod = decision.pod().value();
        String at = decision.at().toString();
        String body = json.write(decision);
        boolean prunes = sincePrune.incrementAndGet() % PRUNE_EVERY == 0;
        database.change(
                "record a decision",
                handle -> {
                    int rows =
                            handle.execute(
                                    "INSERT INTO decisions (pod, at, body, changes)"
                                            + " VALUES (?, ?, ?, ?) ON CONFLICT (pod, at)"
                                            + " DO UPDATE SET body = excluded.body",
                                    pod,
                                    at,
                                    body,
                                    decision.changesCount() ? 1 : 0);
                    if (prunes) {
                        prune(handle);
                    }
                    return rows;
                });
    }

    private void prune(Handle handle) {
        List<String> pods =
                handle.select("SELECT DISTINCT pod FROM decisions").mapTo(String.class).list();
        for (String pod : pods) {
            handle.execute(
                    "DELETE FROM decisions WHERE pod = ? AND seq <= ("
                            + "SELECT seq FROM decisions WHERE pod = ?"
                            + " ORDER BY seq DESC LIMIT 1 OFFSET ?)",
                    pod,
                    pod,
                    keptPerPod);
        }
    }

    @Override
    public List<Decision> scalings(PodName pod, HistoryRange range) {
        // SQLite compares the times as text, which is out of order within a second.
        String from = range.from().minusSeconds(1).toString();
        String to = range.to().plusSeconds(1).toString();
        List<String> bodies =
                reader.read(
                        "read decisions",
                        handle ->
                                handle.select(
                                                "SELECT body FROM decisions WHERE changes = 1"
                                                        + " AND pod = ? AND at BETWEEN ? AND ?"
                                                        + " ORDER BY seq",
                                                pod.value(),
                                                from,
                                                to)
                                        .mapTo(String.class)
                                        .list());
        return bodies.stream()
                .map(json::readDecision)
                .filter(decision -> range.holds(decision.at()))
                .toList();
    }

    @Override
    public List<Decision> within(PodName pod, HistoryRange range) {
        String from = range.from().minusSeconds(1).toString();
        String to = range.to().plusSeconds(1).toString();
        List<String> bodies =
                reader.read(
                        "read decisions",
                        handle ->
                                handle.select(
                                                "SELECT body FROM decisions WHERE pod = ?"
                                                        + " AND at <= ? AND seq >= coalesce("
                                                        + "(SELECT max(seq) FROM decisions WHERE"
                                                        + " pod = ? AND at < ?), 0) ORDER BY seq",
                                                pod.value(),
                                                to,
                                                pod.value(),
                                                from)
                                        .mapTo(String.class)
                                        .list());
        return bodies.stream().map(json::readDecision).toList();
    }

    @Override
    public List<Decision> latest(PodName pod, int most) {
        return newest("pod = ?", pod, most);
    }

    @Override
    public List<Decision> latestScalings(PodName pod, int most) {
        return newest("pod = ? AND changes = 1", pod, most);
    }

    private List<Decision> newest(String condition, PodName pod, int most) {
        List<String> bodies =
                reader.read(
                        "read decisions",
                        handle ->
                                handle.select(
                                                "SELECT body FROM decisions WHERE "
                                                        + condition
                                                        + " ORDER BY seq DESC LIMIT ?",
                                                pod.value(),
                                                Math.max(0, most))
                                        .mapTo(String.class)
                                        .list());
        return bodies.stream().map(json::readDecision).toList();
    }
}
