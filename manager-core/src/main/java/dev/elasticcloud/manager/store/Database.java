package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.spi.PortException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// The one connection to the database, used by one thread at a time; each use is a transaction
/// that is committed when the call returns.
final class Database implements AutoCloseable {

    private final String name;
    private final Connection connection;
    private final Jdbi jdbi;
    private final ReentrantLock lock = new ReentrantLock();

    Database(String name, Connection connection) {
        this.name = name;
        this.connection = connection;
        this.jdbi = Jdbi.create(connection);
    }

    <T> T call(String what, HandleCallback<T, RuntimeException> work) {
        lock.lock();
        try {
            return jdbi.inTransaction(work);
        } catch (JdbiException e) {
            throw PortException.refused(
                    "The store %s could not %s: %s".formatted(name, what, rootMessage(e)), e);
        } finally {
            lock.unlock();
        }
    }

    private static String rootMessage(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return cause == null ? String.valueOf(thrown.getMessage()) : rootMessage(cause);
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
