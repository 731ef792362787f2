package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.files.FileFailure;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/// Opens the database file: creates it if missing, checks it, and moves a damaged one aside.
///
/// The journal is a write-ahead log with `synchronous=NORMAL`. A committed change has been handed
/// to the operating system, so it survives any end of this process, `kill -9` included. A loss of
/// power may cost the last changes, never the file.
final class SqliteFile {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);
    private static final int BUSY_MILLIS = 5_000;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Path file;
    private final InstantSource clock;

    SqliteFile(Path file, InstantSource clock) {
        this.file = file.toAbsolutePath();
        this.clock = clock;
    }

    /// An open database and a notice to the owner about its opening, which may be empty.
    record Opened(Connection connection, String notice) {}

    Opened open() {
        try {
            prepare();
            NativeLibrary.keepIn(Path.of(String.valueOf(file.getParent())));
            String fault = faultOf();
            if (fault.isEmpty()) {
                return new Opened(connected("jdbc:sqlite:" + file), "");
            }
            Path aside = moveAside();
            prepare();
            String notice =
                    "The store %s was damaged (%s). It was moved to %s and a new one was created: earlier jobs, decisions and settings are in the old file only."
                            .formatted(file, fault, aside.getFileName());
            LOG.warn("{}", notice);
            return new Opened(connected("jdbc:sqlite:" + file), notice);
        } catch (IOException e) {
            throw PortException.refused(
                    "The store " + FileFailure.sentence(file, "be created", e), e);
        } catch (SQLException e) {
            throw cannotOpen(file.toString(), e);
        } catch (LinkageError e) {
            throw NativeLibrary.notLoaded(file, e);
        }
    }

    /// Opens a second connection to an open file, for reads beside the writer.
    static Connection openAgain(Path file) {
        try {
            return config().createConnection("jdbc:sqlite:" + file.toAbsolutePath());
        } catch (SQLException e) {
            throw cannotOpen(file.toString(), e);
        }
    }

    static Connection openInMemory() {
        try {
            return connected("jdbc:sqlite::memory:");
        } catch (SQLException e) {
            throw cannotOpen("in memory", e);
        }
    }

    private static PortException cannotOpen(String name, SQLException e) {
        return PortException.refused(
                "The store %s cannot be opened: %s".formatted(name, e.getMessage()), e);
    }

    private static Connection connected(String url) throws SQLException {
        Connection connection = config().createConnection(url);
        try {
            if (Schema.isNewer(connection)) {
                throw new SQLException(
                        "it was written by a newer version of this software; use that version");
            }
            Schema.bringUpToDate(connection);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(BUSY_MILLIS);
        return config;
    }

    /// What is wrong with the file's content; empty if nothing is.
    private String faultOf() throws SQLException {
        try (Connection connection = config().createConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
            String answer = rows.next() ? rows.getString(1) : "no answer to the check";
            return "ok".equals(answer)
                    ? ""
                    : answer.lines().reduce((header, line) -> line).orElse(answer);
        } catch (SQLException e) {
            int primary = e.getErrorCode() & 0xff;
            if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code
                    || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
                return String.valueOf(e.getMessage());
            }
            throw e;
        }
    }

    private Path moveAside() throws IOException {
        String suffix = ".corrupt-" + STAMP.format(clock.instant());
        Path aside = Path.of(file + suffix);
        Files.move(file, aside);
        for (String companion : new String[] {"-wal", "-shm"}) {
            Path beside = Path.of(file + companion);
            if (Files.exists(beside)) {
                Files.move(beside, Path.of(aside + companion));
            }
        }
        return aside;
    }

    /// Creates the folder and the file readable by the owner alone; SQLite gives its companion files
    /// the same permissions.
    private void prepare() throws IOException {
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder, ownerOnly("rwx------"));
        }
        if (!Files.exists(file)) {
            Files.createFile(file, ownerOnly("rw-------"));
        }
    }

    private static FileAttribute<?>[] ownerOnly(String rights) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(rights);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }
}
