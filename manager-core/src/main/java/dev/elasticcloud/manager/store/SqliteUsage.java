package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.model.record.PodHistory;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.UsageLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// Stores usage as rows ordered by step and time: appended at the end, rolled up and deleted at the
/// beginning (see [UsageRollup]).
final class SqliteUsage implements UsageLog {

    private static final double SHARE = 10_000;
    private static final double MILLI = 1000;

    /// Stands for the pod itself among its nodes' series.
    private static final String POD_ITSELF = "";

    private final Database database;
    private final Database reader;
    private final ManagerClock clock;
    private final UsageRollup rollup;

    /// The numbers of series; guarded by the database's lock, like the following fields.
    private final Map<String, Long> series = new HashMap<>();

    /// Whether the last transaction may not have been committed, so that the remembered state may
    /// be wrong.
    private volatile boolean inDoubt;

    /// @param reader a second connection, so that long reads delay no change
    SqliteUsage(Database database, Database reader, ManagerClock clock) {
        this.database = database;
        this.reader = reader;
        this.clock = clock;
        this.rollup = new UsageRollup(clock);
    }

    @Override
    public void record(Map<PodName, List<PodHistory.Point>> points, Collection<NodeUsage> samples) {
        database.change(
                "record usage",
                handle -> {
                    if (inDoubt) {
                        series.clear();
                        rollup.startOver();
                    }
                    inDoubt = true;
                    enterPoints(handle, points);
                    enterSamples(handle, samples);
                    rollup.whenDue(handle, earliest(points, samples));
                    return true;
                });
        inDoubt = false;
    }

    private static long earliest(
            Map<PodName, List<PodHistory.Point>> points, Collection<NodeUsage> samples) {
        LongStream entered =
                LongStream.concat(
                        points.values().stream()
                                .flatMap(List::stream)
                                .mapToLong(point -> point.at().getEpochSecond()),
                        samples.stream().mapToLong(sample -> sample.at().getEpochSecond()));
        return entered.min().orElse(UsageRollup.NOTHING);
    }

    private void enterPoints(Handle handle, Map<PodName, List<PodHistory.Point>> points) {
        PreparedBatch batch =
                handle.prepareBatch(
                        "INSERT INTO pod_usage VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + UsageRollup.MERGE_PODS);
        points.forEach(
                (pod, list) -> {
                    long number = series(handle, pod.value(), POD_ITSELF);
                    for (PodHistory.Point point : list) {
                        batch.add(
                                point.at().getEpochSecond(),
                                number,
                                point.online(),
                                point.spare(),
                                units(point.demand(), MILLI),
                                point.running(),
                                point.queued(),
                                units(point.arrivalRate(), MILLI),
                                units(point.cpuShare()),
                                units(point.memoryShare()));
                    }
                });
        execute(batch);
    }

    private void enterSamples(Handle handle, Collection<NodeUsage> samples) {
        PreparedBatch batch =
                handle.prepareBatch(
                        "INSERT INTO node_usage VALUES (1, ?, ?, ?, ?, ?)"
                                + UsageRollup.MERGE_NODES);
        for (NodeUsage sample : samples) {
            batch.add(
                    sample.at().getEpochSecond(),
                    series(handle, sample.pod().value(), sample.node().value()),
                    units(sample.cpuShare(), SHARE),
                    sample.memoryBytes(),
                    units(sample.memoryShare(), SHARE));
        }
        execute(batch);
    }

    private static void execute(PreparedBatch batch) {
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private long series(Handle handle, String pod, String node) {
        return series.computeIfAbsent(
                pod + "/" + node,
                key -> {
                    handle.execute(
                            "INSERT INTO usage_series (pod, node) VALUES (?, ?)"
                                    + " ON CONFLICT (pod, node) DO NOTHING",
                            pod,
                            node);
                    return handle.select(
                                    "SELECT id FROM usage_series WHERE pod = ? AND node = ?",
                                    pod,
                                    node)
                            .mapTo(Long.class)
                            .one();
                });
    }

    @Override
    public PodHistory find(PodName pod, HistoryRange range) {
        UsageStep usual = UsageStep.covering(range.from(), range.step(), clock.instant());
        long from = range.from().getEpochSecond();
        return reader.read(
                "read usage", handle -> find(handle, pod, range, present(handle, usual, from)));
    }

    /// The finest step that covers the start of a range. After the clock was set back, some finer
    /// rows may already have been deleted.
    private static UsageStep present(Handle handle, UsageStep usual, long from) {
        return usual.next()
                .filter(
                        coarser ->
                                UsageRollup.earliest(handle, coarser, from)
                                        < UsageRollup.earliest(handle, usual, from)
                                                - coarser.seconds())
                .map(coarser -> present(handle, coarser, from))
                .orElse(usual);
    }

    private static PodHistory find(Handle handle, PodName pod, HistoryRange range, UsageStep kept) {
        Duration asked = range.step();
        long step = Math.max(kept.seconds(), asked == null ? 0 : asked.toSeconds());
        Map<String, Object> values =
                Map.of(
                        "pod", pod.value(),
                        "kept", kept.seconds(),
                        "step", step,
                        "from", range.from().getEpochSecond(),
                        "to", range.to().getEpochSecond());
        List<PodHistory.Point> points =
                handle.createQuery(
                                """
                                SELECT at / :step * :step AS since, MAX(online) AS online,
                                    MAX(spare) AS spare, MAX(demand) AS demand,
                                    MAX(running) AS running, MAX(queued) AS queued,
                                    AVG(rate) AS rate, AVG(cpu) AS cpu, AVG(memory) AS memory
                                FROM pod_usage
                                WHERE step = :kept AND at BETWEEN :from AND :to AND series =
                                    (SELECT id FROM usage_series WHERE pod = :pod AND node = '')
                                GROUP BY since ORDER BY since
                                """)
                        .bindMap(values)
                        .map((row, context) -> point(row))
                        .list();
        SortedMap<NodeName, List<NodeUsage>> nodes = new TreeMap<>();
        handle.createQuery(
                        """
                        SELECT node, at / :step * :step AS since, AVG(cpu) AS cpu,
                            MAX(bytes) AS bytes, AVG(memory) AS memory
                        FROM node_usage JOIN usage_series ON id = series
                        WHERE step = :kept AND at BETWEEN :from AND :to
                            AND pod = :pod AND node <> ''
                        GROUP BY node, since ORDER BY node, since
                        """)
                .bindMap(values)
                .map((row, context) -> sample(pod, row))
                .forEach(
                        sample ->
                                nodes.computeIfAbsent(sample.node(), n -> new ArrayList<>())
                                        .add(sample));
        return new PodHistory(pod, points, nodes, List.of());
    }

    private static PodHistory.Point point(ResultSet row) throws SQLException {
        return new PodHistory.Point(
                Instant.ofEpochSecond(row.getLong("since")),
                row.getInt("online"),
                row.getInt("spare"),
                row.getLong("demand") / MILLI,
                row.getInt("running"),
                row.getInt("queued"),
                row.getDouble("rate") / MILLI,
                share(row, "cpu"),
                share(row, "memory"));
    }

    private static NodeUsage sample(PodName pod, ResultSet row) throws SQLException {
        return new NodeUsage(
                pod,
                NodeName.of(row.getString("node")),
                Instant.ofEpochSecond(row.getLong("since")),
                row.getDouble("cpu") / SHARE,
                row.getLong("bytes"),
                row.getDouble("memory") / SHARE);
    }

    private static OptionalDouble share(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value / SHARE);
    }

    private static long units(double value, double unit) {
        return Math.round(value * unit);
    }

    private static @Nullable Long units(OptionalDouble share) {
        return share.isPresent() ? units(share.getAsDouble(), SHARE) : null;
    }
}
