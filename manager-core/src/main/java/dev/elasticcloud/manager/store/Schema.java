package dev.elasticcloud.manager.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Creates the tables and migrates old files; `user_version` counts the migrations a file has had.
///
/// Every table with an order has an autoincremented number, so "newest first" is exact however many
/// rows carry the same time.
final class Schema {

    private static final List<List<String>> STEPS =
            List.of(
                    List.of(
                            """
                            CREATE TABLE spec (
                                id INTEGER PRIMARY KEY CHECK (id = 1),
                                body TEXT NOT NULL)
                            """,
                            """
                            CREATE TABLE jobs (
                                seq INTEGER PRIMARY KEY AUTOINCREMENT,
                                id TEXT NOT NULL UNIQUE,
                                pod TEXT NOT NULL,
                                state TEXT NOT NULL,
                                parameters TEXT NOT NULL,
                                accepted_at TEXT NOT NULL,
                                started_at TEXT,
                                finished_at TEXT,
                                node TEXT NOT NULL,
                                attempts INTEGER NOT NULL,
                                result TEXT NOT NULL,
                                reason TEXT NOT NULL)
                            """,
                            "CREATE INDEX jobs_by_state ON jobs (state)",
                            "CREATE INDEX jobs_by_pod_and_state ON jobs (pod, state)",
                            """
                            CREATE TABLE job_counts (
                                pod TEXT PRIMARY KEY,
                                accepted INTEGER NOT NULL DEFAULT 0,
                                completed INTEGER NOT NULL DEFAULT 0,
                                failed INTEGER NOT NULL DEFAULT 0,
                                cancelled INTEGER NOT NULL DEFAULT 0,
                                open INTEGER NOT NULL DEFAULT 0)
                            """,
                            """
                            CREATE TABLE decisions (
                                seq INTEGER PRIMARY KEY AUTOINCREMENT,
                                pod TEXT NOT NULL,
                                at TEXT NOT NULL,
                                body TEXT NOT NULL,
                                UNIQUE (pod, at))
                            """,
                            "CREATE INDEX decisions_by_pod ON decisions (pod)"),
                    List.of(
                            """
                            CREATE TABLE events (
                                id INTEGER PRIMARY KEY AUTOINCREMENT,
                                at TEXT NOT NULL,
                                severity TEXT NOT NULL,
                                kind TEXT NOT NULL,
                                pod TEXT NOT NULL,
                                node TEXT NOT NULL,
                                message TEXT NOT NULL)
                            """,
                            "CREATE INDEX events_by_pod ON events (pod)"),
                    List.of(
                            """
                            CREATE TABLE tokens (
                                seq INTEGER PRIMARY KEY AUTOINCREMENT,
                                id TEXT NOT NULL UNIQUE,
                                name TEXT NOT NULL,
                                role TEXT NOT NULL,
                                hash BLOB NOT NULL,
                                created_at TEXT NOT NULL,
                                revoked_at TEXT)
                            """,
                            """
                            CREATE TABLE audit (
                                id INTEGER PRIMARY KEY AUTOINCREMENT,
                                at TEXT NOT NULL,
                                who TEXT NOT NULL,
                                role TEXT NOT NULL,
                                source TEXT NOT NULL,
                                request_id TEXT NOT NULL,
                                what TEXT NOT NULL,
                                before TEXT NOT NULL,
                                after TEXT NOT NULL)
                            """),
                    List.of(
                            "ALTER TABLE jobs DROP COLUMN attempts",
                            "ALTER TABLE jobs ADD COLUMN timeout_ms INTEGER",
                            "ALTER TABLE jobs ADD COLUMN idempotent INTEGER",
                            "ALTER TABLE jobs ADD COLUMN request_key TEXT",
                            "ALTER TABLE jobs ADD COLUMN request_digest TEXT",
                            "ALTER TABLE jobs ADD COLUMN earlier TEXT NOT NULL DEFAULT ''",
                            """
                            CREATE UNIQUE INDEX jobs_by_key ON jobs (request_key)
                                WHERE request_key IS NOT NULL
                            """,
                            """
                            CREATE INDEX jobs_by_end ON jobs (finished_at)
                                WHERE finished_at IS NOT NULL
                            """),
                    List.of(
                            "ALTER TABLE decisions ADD COLUMN changes INTEGER NOT NULL DEFAULT 0",
                            "CREATE INDEX scalings ON decisions (pod, at) WHERE changes = 1",
                            """
                            CREATE TABLE usage_series (
                                id INTEGER PRIMARY KEY,
                                pod TEXT NOT NULL,
                                node TEXT NOT NULL,
                                UNIQUE (pod, node))
                            """,
                            // Times are seconds since 1970; shares are in units of 1/10,000,
                            // demand and rate in units of 1/1,000, so that a row is small.
                            """
                            CREATE TABLE pod_usage (
                                step INTEGER NOT NULL,
                                at INTEGER NOT NULL,
                                series INTEGER NOT NULL,
                                online INTEGER NOT NULL,
                                spare INTEGER NOT NULL,
                                demand INTEGER NOT NULL,
                                running INTEGER NOT NULL,
                                queued INTEGER NOT NULL,
                                rate INTEGER NOT NULL,
                                cpu INTEGER,
                                memory INTEGER,
                                PRIMARY KEY (step, at, series)) WITHOUT ROWID
                            """,
                            """
                            CREATE TABLE node_usage (
                                step INTEGER NOT NULL,
                                at INTEGER NOT NULL,
                                series INTEGER NOT NULL,
                                cpu INTEGER NOT NULL,
                                bytes INTEGER NOT NULL,
                                memory INTEGER NOT NULL,
                                PRIMARY KEY (step, at, series)) WITHOUT ROWID
                            """),
                    List.of(
                            "ALTER TABLE jobs ADD COLUMN user TEXT NOT NULL DEFAULT ''",
                            "CREATE INDEX jobs_by_user ON jobs (user)",
                            "CREATE INDEX jobs_by_acceptance ON jobs (accepted_at)"),
                    List.of("ALTER TABLE jobs ADD COLUMN result_type TEXT NOT NULL DEFAULT ''"),
                    List.of(
                            // A record is deflated JSON; times are milliseconds since 1970.
                            """
                            CREATE TABLE chain (
                                seq INTEGER PRIMARY KEY,
                                at INTEGER NOT NULL,
                                settings TEXT,
                                record BLOB NOT NULL,
                                hash TEXT NOT NULL)
                            """,
                            "CREATE INDEX chain_by_time ON chain (at)",
                            """
                            CREATE TABLE chain_anchor (
                                id INTEGER PRIMARY KEY CHECK (id = 1),
                                seq INTEGER NOT NULL,
                                hash TEXT NOT NULL)
                            """,
                            """
                            CREATE TABLE policy_settings (
                                digest TEXT PRIMARY KEY,
                                body TEXT NOT NULL,
                                last_used INTEGER NOT NULL) WITHOUT ROWID
                            """));

    private Schema() {}

    /// Whether the file was written by a newer version of this software.
    static boolean isNewer(Connection connection) throws SQLException {
        return version(connection) > STEPS.size();
    }

    /// Applies the migrations that the file has not had, all of them or none.
    static void bringUpToDate(Connection connection) throws SQLException {
        int version = version(connection);
        if (version >= STEPS.size()) {
            return;
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (List<String> step : STEPS.subList(version, STEPS.size())) {
                for (String sql : step) {
                    statement.execute(sql);
                }
            }
            statement.execute("PRAGMA user_version = " + STEPS.size());
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
