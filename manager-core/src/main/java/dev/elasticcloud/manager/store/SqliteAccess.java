package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.model.AccessToken;
import dev.elasticcloud.manager.model.Role;
import dev.elasticcloud.manager.model.record.AuditEntry;
import dev.elasticcloud.manager.spi.AuditLog;
import dev.elasticcloud.manager.spi.TokenBook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Stores access tokens, and the audit log of what their owners changed.
final class SqliteAccess implements TokenBook, AuditLog {

    static final int KEPT = 50_000;
    private static final int PRUNE_EVERY = 500;

    private final Database database;

    SqliteAccess(Database database) {
        this.database = database;
    }

    @Override
    public void add(Entry entry) {
        AccessToken token = entry.token();
        database.change(
                "keep a token",
                handle ->
                        handle.execute(
                                "INSERT INTO tokens (id, name, role, hash, created_at)"
                                        + " VALUES (?, ?, ?, ?, ?)",
                                token.id(),
                                token.name(),
                                token.role().key(),
                                entry.hash(),
                                token.createdAt().toString()));
    }

    @Override
    public List<Entry> all() {
        return database.read(
                "read the tokens",
                handle ->
                        handle.select("SELECT * FROM tokens ORDER BY seq")
                                .map((row, context) -> token(row))
                                .list());
    }

    private static Entry token(ResultSet row) throws SQLException {
        String revoked = row.getString("revoked_at");
        return new Entry(
                new AccessToken(
                        row.getString("id"),
                        row.getString("name"),
                        Role.of(row.getString("role")),
                        Instant.parse(row.getString("created_at")),
                        revoked == null ? null : Instant.parse(revoked)),
                row.getBytes("hash"));
    }

    @Override
    public boolean revoke(String id, Instant at) {
        return database.change(
                "revoke a token",
                handle ->
                        handle.execute(
                                        "UPDATE tokens SET revoked_at = ?"
                                                + " WHERE id = ? AND revoked_at IS NULL",
                                        at.toString(),
                                        id)
                                > 0);
    }

    @Override
    public AuditEntry record(AuditEntry entry) {
        long id =
                database.change(
                        "record a change",
                        handle -> {
                            long number =
                                    handle.createUpdate(
                                                    "INSERT INTO audit (at, who, role, source,"
                                                            + " request_id, what, before, after)"
                                                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                                            .bind(0, entry.at().toString())
                                            .bind(1, entry.who())
                                            .bind(2, entry.role().key())
                                            .bind(3, entry.from())
                                            .bind(4, entry.requestId())
                                            .bind(5, entry.what())
                                            .bind(6, entry.before())
                                            .bind(7, entry.after())
                                            .executeAndReturnGeneratedKeys("id")
                                            .mapTo(Long.class)
                                            .one();
                            if (number % PRUNE_EVERY == 0) {
                                handle.execute("DELETE FROM audit WHERE id <= ?", number - KEPT);
                            }
                            return number;
                        });
        return entry.withId(id);
    }

    @Override
    public List<AuditEntry> latest(long before, int most) {
        return database.read(
                "read the audit log",
                handle ->
                        handle.select(
                                        "SELECT * FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?",
                                        before,
                                        most)
                                .map((row, context) -> change(row))
                                .list());
    }

    private static AuditEntry change(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                Instant.parse(row.getString("at")),
                row.getString("who"),
                Role.of(row.getString("role")),
                row.getString("source"),
                row.getString("request_id"),
                row.getString("what"),
                row.getString("before"),
                row.getString("after"));
    }
}
