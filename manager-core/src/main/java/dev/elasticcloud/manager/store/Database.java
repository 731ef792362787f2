package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.spi.PortException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// One connection to the database, used by one thread at a time. Each call is a transaction that is
/// committed when it returns.
final class Database implements AutoCloseable {

    /// Usage is written at least this often, so the store's health is then known again.
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final String name;
    private final InstantSource clock;
    private final Connection connection;
    private final Jdbi jdbi;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Problem problem;

    /// @param clock dates the retry of a failed change, for display
    Database(String name, Connection connection, InstantSource clock) {
        this.name = name;
        this.clock = clock;
        this.connection = connection;
        this.jdbi = Jdbi.create(connection);
    }

    /// Runs a read-only transaction.
    <T> T read(String what, HandleCallback<T, RuntimeException> work) {
        lock.lock();
        try {
            return jdbi.inTransaction(work);
        } catch (JdbiException e) {
            throw refused(what, e);
        } finally {
            lock.unlock();
        }
    }

    /// Runs a transaction that changes something. Its outcome determines the store's health.
    <T> T change(String what, HandleCallback<T, RuntimeException> work) {
        lock.lock();
        try {
            T answer = jdbi.inTransaction(work);
            problem = null;
            return answer;
        } catch (JdbiException e) {
            PortException refused = refused(what, e);
            if (!isConflict(e)) {
                note(String.valueOf(refused.getMessage()));
            }
            throw refused;
        } finally {
            lock.unlock();
        }
    }

    private PortException refused(String what, JdbiException e) {
        return PortException.refused(
                "The store %s could not %s: %s".formatted(name, what, PortException.rootMessage(e)),
                e);
    }

    private void note(String message) {
        Problem before = problem;
        int failures = before == null ? 1 : before.failures() + 1;
        problem = new Problem(Subject.STORE, message, failures, clock.instant().plus(RETRY));
    }

    /// Whether a change was refused because of its content, not because of the store's state.
    private static boolean isConflict(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLiteException e) {
                return (e.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
            }
        }
        return false;
    }

    /// Why the last change failed; empty while changes succeed.
    Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw PortException.refused("The store " + name + " could not be closed", e);
        } finally {
            lock.unlock();
        }
    }
}
