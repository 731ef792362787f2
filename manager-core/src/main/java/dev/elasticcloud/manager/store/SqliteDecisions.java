package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.ChainRecord;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.DecisionBasis;
import dev.elasticcloud.manager.model.record.DecisionInput;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.spi.DecisionLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Stores the newest decisions of each pod.
final class SqliteDecisions implements DecisionLog {

    static final int KEPT_PER_POD = 20_000;

    /// Old decisions are deleted once per this many new ones.
    private static final int PRUNE_EVERY = 100;

    /// How often a decision that lasts is added to the chain.
    private static final Duration CHAIN_EVERY = Duration.ofMinutes(5);

    private final Database database;
    private final Database reader;
    private final StoreJson json;
    private final SqliteChain chain;
    private final int keptPerPod;
    private final Map<PodName, Chained> chained = new ConcurrentHashMap<>();
    private final AtomicInteger sincePrune = new AtomicInteger();

    /// @param reader a second connection, so that the reconcile loop never waits for a long read when
    ///     it records
    SqliteDecisions(
            Database database, Database reader, StoreJson json, SqliteChain chain, int keptPerPod) {
        this.database = database;
        this.reader = reader;
        this.json = json;
        this.chain = chain;
        this.keptPerPod = keptPerPod;
    }

    /// When a decision that lasts was last added to the chain.
    private record Chained(Instant since, Instant until) {}

    @Override
    public void record(Decision decision) {
        record(decision, null);
    }

    @Override
    public void record(Decision decision, @Nullable DecisionBasis basis) {
        String body = json.write(decision);
        boolean prunes = sincePrune.incrementAndGet() % PRUNE_EVERY == 0;
        boolean added =
                database.change(
                        "record a decision",
                        handle -> {
                            boolean chains = chain(handle, decision, basis);
                            keep(handle, decision, body);
                            if (prunes) {
                                prune(handle);
                            }
                            return chains;
                        });
        if (added) {
            chained.put(decision.pod(), new Chained(decision.at(), decision.until()));
        }
    }

    @Override
    public void amend(Decision decision) {
        String body = json.write(decision);
        database.change("amend a decision", handle -> keep(handle, decision, body));
    }

    private static int keep(Handle handle, Decision decision, String body) {
        return handle.execute(
                "INSERT INTO decisions (pod, at, body, changes) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (pod, at) DO UPDATE SET body = excluded.body",
                decision.pod().value(),
                decision.at().toString(),
                body,
                decision.changesCount() ? 1 : 0);
    }

    /// Adds to the chain what is new of a decision. Returns whether the decision itself was added.
    private boolean chain(Handle handle, Decision decision, @Nullable DecisionBasis basis) {
        Duration serving = decision.serving();
        Instant at = decision.until();
        if (basis == null && serving != null) {
            Instant served = decision.at().plus(serving);
            chain.append(
                    handle,
                    served,
                    null,
                    seq ->
                            new ChainRecord.Served(
                                    seq, served, decision.pod(), decision.at(), serving));
            return false;
        }
        Chained last = chained.get(decision.pod());
        if (last != null
                && last.since().equals(decision.at())
                && at.isBefore(last.until().plus(CHAIN_EVERY))) {
            return false;
        }
        String settings = basis == null ? null : chain.keep(handle, basis.settings());
        DecisionInput input = basis == null ? null : basis.input();
        chain.append(
                handle,
                at,
                settings,
                seq -> new ChainRecord.Decided(seq, at, decision.asMade(), settings, input));
        return true;
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
