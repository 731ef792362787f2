package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.record.ChainRecord;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.spi.EvidenceLog;
import dev.elasticcloud.manager.spi.HashChain;
import dev.elasticcloud.manager.spi.PortException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.zip.DataFormatException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Stores the newest records of the hash chain. A record is added in the transaction of what it
/// records.
final class SqliteChain implements EvidenceLog {

    static final int KEPT = 100_000;

    /// Old records are deleted once per this many new ones.
    private static final int PRUNE_EVERY = 200;

    private final Database database;
    private final Database reader;
    private final StoreJson json;
    private final int kept;
    private volatile @Nullable SortedMap<PodName, JobCounts> lastSums;

    /// @param reader a second connection, so that reading delays no record
    SqliteChain(Database database, Database reader, StoreJson json, int kept) {
        this.database = database;
        this.reader = reader;
        this.json = json;
        this.kept = kept;
    }

    /// The end of the chain.
    private record Head(long seq, String hash) {}

    /// Adds a record.
    ///
    /// @param record makes it with its number
    /// @param settings the digest of the settings it refers to
    void append(
            Handle handle,
            Instant at,
            @Nullable String settings,
            LongFunction<ChainRecord> record) {
        Head head = head(handle).orElseGet(() -> start(handle, at));
        Head added = add(handle, head, at, settings, record);
        if (added.seq() % PRUNE_EVERY == 0) {
            prune(handle, added.seq() - kept);
        }
    }

    private static Optional<Head> head(Handle handle) {
        return handle.select(
                        "SELECT seq, hash FROM chain UNION ALL SELECT seq, hash FROM chain_anchor"
                                + " ORDER BY seq DESC LIMIT 1")
                .map((row, context) -> new Head(row.getLong("seq"), row.getString("hash")))
                .findOne();
    }

    private Head start(Handle handle, Instant at) {
        long older = handle.select("SELECT COUNT(*) FROM decisions").mapTo(Long.class).one();
        return add(
                handle,
                new Head(0, HashChain.START),
                at,
                null,
                seq -> new ChainRecord.Start(seq, at, older));
    }

    private Head add(
            Handle handle,
            Head head,
            Instant at,
            @Nullable String settings,
            LongFunction<ChainRecord> record) {
        long seq = head.seq() + 1;
        byte[] bytes = json.write(record.apply(seq)).getBytes(StandardCharsets.UTF_8);
        String hash = HashChain.next(head.hash(), bytes);
        handle.execute(
                "INSERT INTO chain (seq, at, settings, record, hash) VALUES (?, ?, ?, ?, ?)",
                seq,
                at.toEpochMilli(),
                settings,
                Deflated.of(bytes),
                hash);
        if (settings != null) {
            handle.execute(
                    "UPDATE policy_settings SET last_used = ? WHERE digest = ?", seq, settings);
        }
        return new Head(seq, hash);
    }

    /// Keeps settings that a record will refer to, and returns their digest.
    String keep(Handle handle, Object settings) {
        String body = json.write(settings);
        String digest = HashChain.of(body.getBytes(StandardCharsets.UTF_8));
        handle.execute(
                "INSERT INTO policy_settings (digest, body, last_used) VALUES (?, ?, 0)"
                        + " ON CONFLICT DO NOTHING",
                digest,
                body);
        return digest;
    }

    private static void prune(Handle handle, long last) {
        handle.execute(
                "INSERT INTO chain_anchor (id, seq, hash) SELECT 1, seq, hash FROM chain"
                        + " WHERE seq = ? ON CONFLICT (id) DO UPDATE SET seq = excluded.seq,"
                        + " hash = excluded.hash",
                last);
        handle.execute("DELETE FROM chain WHERE seq <= ?", last);
        handle.execute("DELETE FROM policy_settings WHERE last_used <= ?", last);
    }

    @Override
    public void recordSums(Instant at, boolean always) {
        lastSums =
                database.change(
                        "record the sums of jobs",
                        handle -> {
                            SortedMap<PodName, JobCounts> sums = sums(handle);
                            if (always || !sums.equals(lastSums)) {
                                append(
                                        handle,
                                        at,
                                        null,
                                        seq -> new ChainRecord.Sums(seq, at, sums));
                            }
                            return sums;
                        });
    }

    private static SortedMap<PodName, JobCounts> sums(Handle handle) {
        SortedMap<PodName, JobCounts> sums = new TreeMap<>();
        handle.select("SELECT pod, accepted, completed, failed, cancelled, open FROM job_counts")
                .map((row, context) -> sums.put(JobRow.pod(row), JobRow.sums(row)))
                .list();
        return sums;
    }

    @Override
    public Slice slice(HistoryRange range) {
        return reader.read(
                "read the chain",
                handle ->
                        handle.select(
                                        "SELECT MIN(seq) AS first, MAX(seq) AS last FROM chain"
                                                + " WHERE at BETWEEN ? AND ?",
                                        range.from().toEpochMilli(),
                                        range.to().toEpochMilli())
                                .map(
                                        (row, context) ->
                                                slice(
                                                        handle,
                                                        row.getLong("first"),
                                                        row.getLong("last")))
                                .one());
    }

    /// Without a record in the range, the numbers are 0.
    private static Slice slice(Handle handle, long first, long last) {
        if (first == 0) {
            return new Slice(1, 0, HashChain.START);
        }
        String anchor =
                handle.select(
                                "SELECT hash FROM chain WHERE seq = ? UNION ALL"
                                        + " SELECT hash FROM chain_anchor WHERE seq = ?",
                                first - 1,
                                first - 1)
                        .mapTo(String.class)
                        .findFirst()
                        .orElse(HashChain.START);
        return new Slice(first, last, anchor);
    }

    @Override
    public List<Link> links(long from, long to, int most) {
        return reader.read(
                "read the chain",
                handle ->
                        handle.select(
                                        "SELECT seq, hash, record FROM chain"
                                                + " WHERE seq BETWEEN ? AND ? ORDER BY seq LIMIT ?",
                                        from,
                                        to,
                                        most)
                                .map(
                                        (row, context) ->
                                                new Link(
                                                        row.getLong("seq"),
                                                        row.getString("hash"),
                                                        record(row.getBytes("record"))))
                                .list());
    }

    private static byte[] record(byte[] stored) {
        try {
            return Deflated.inflated(stored);
        } catch (DataFormatException e) {
            throw PortException.refused(
                    "A stored record of the chain cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> settings(long from, long to) {
        return reader.read(
                "read the settings of decisions",
                handle ->
                        handle.select(
                                        "SELECT body FROM policy_settings WHERE digest IN"
                                                + " (SELECT settings FROM chain"
                                                + " WHERE seq BETWEEN ? AND ?) ORDER BY digest",
                                        from,
                                        to)
                                .mapTo(String.class)
                                .list());
    }
}
