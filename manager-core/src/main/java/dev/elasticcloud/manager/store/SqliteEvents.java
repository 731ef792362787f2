package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.record.HistoryRange;
import dev.elasticcloud.manager.spi.EventLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Stores the newest events of a cloud.
final class SqliteEvents implements EventLog {

    static final int KEPT = 50_000;

    /// Old events are deleted once per this many new ones.
    private static final int PRUNE_EVERY = 500;

    private final Database database;
    private final Database reader;

    /// @param reader a second connection, so that the reconcile loop never waits for a long read when
    ///     it records
    SqliteEvents(Database database, Database reader) {
        this.database = database;
        this.reader = reader;
    }

    @Override
    public CloudEvent record(CloudEvent event) {
        PodName pod = event.pod();
        NodeName node = event.node();
        long id =
                database.change(
                        "record an event",
                        handle -> {
                            long number =
                                    handle.createUpdate(
                                                    "INSERT INTO events (at, severity, kind, pod,"
                                                            + " node, message) VALUES (?, ?, ?, ?, ?,"
                                                            + " ?)")
                                            .bind(0, event.at().toString())
                                            .bind(1, event.severity().name())
                                            .bind(2, event.kind().name())
                                            .bind(3, pod == null ? "" : pod.value())
                                            .bind(4, node == null ? "" : node.value())
                                            .bind(5, event.message())
                                            .executeAndReturnGeneratedKeys("id")
                                            .mapTo(Long.class)
                                            .one();
                            if (number % PRUNE_EVERY == 0) {
                                handle.execute("DELETE FROM events WHERE id <= ?", number - KEPT);
                            }
                            return number;
                        });
        return event.withId(id);
    }

    @Override
    public List<CloudEvent> find(EventQuery query) {
        List<String> conditions = new ArrayList<>(List.of("id > ?"));
        List<Object> values = new ArrayList<>(List.of(query.afterId()));
        PodName pod = query.pod();
        if (pod != null) {
            conditions.add("pod = ?");
            values.add(pod.value());
        }
        Instant since = query.since();
        if (since != null) {
            conditions.add("at >= ?");
            values.add(since.toString());
        }
        if (!query.severities().isEmpty()) {
            conditions.add(
                    query.severities().stream()
                            .map(severity -> "'" + severity.name() + "'")
                            .collect(Collectors.joining(", ", "severity IN (", ")")));
        }
        values.add(query.most());
        return reader.read(
                "read events",
                handle ->
                        handle.select(
                                        "SELECT * FROM events WHERE "
                                                + String.join(" AND ", conditions)
                                                + " ORDER BY id DESC LIMIT ?",
                                        values.toArray())
                                .map((row, context) -> event(row))
                                .list());
    }

    @Override
    public List<CloudEvent> during(HistoryRange range) {
        // SQLite compares the times as text, which is out of order within a second.
        String from = range.from().minusSeconds(1).toString();
        String to = range.to().plusSeconds(1).toString();
        return reader
                .read(
                        "read events",
                        handle ->
                                handle.select(
                                                "SELECT * FROM events WHERE at BETWEEN ? AND ?"
                                                        + " ORDER BY id",
                                                from,
                                                to)
                                        .map((row, context) -> event(row))
                                        .list())
                .stream()
                .filter(event -> range.holds(event.at()))
                .toList();
    }

    private static CloudEvent event(ResultSet row) throws SQLException {
        String pod = row.getString("pod");
        String node = row.getString("node");
        return new CloudEvent(
                row.getLong("id"),
                Instant.parse(row.getString("at")),
                CloudEvent.Severity.valueOf(row.getString("severity")),
                CloudEvent.Kind.valueOf(row.getString("kind")),
                podOrNone(pod),
                node.isEmpty() ? null : NodeName.of(node),
                row.getString("message"));
    }

    private static @Nullable PodName podOrNone(String name) {
        return name.isEmpty() ? null : PodName.of(name);
    }
}
