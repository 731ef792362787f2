package dev.elasticcloud.manager.store;

import dev.elasticcloud.manager.files.MountOptions;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/// Keeps one copy of SQLite's native library beside the store. By default it is unpacked into the
/// folder for temporary files at every start, and every manager that is killed leaves a copy there.
final class NativeLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
    private static final String FOLDER = "org.sqlite.lib.path";
    private static final String NAME = "org.sqlite.lib.name";

    private NativeLibrary() {}

    /// Makes SQLite load its library from a folder, and puts it there first if it is missing. An
    /// earlier setting stays. If there is no library for this machine, or if the folder's disk forbids
    /// that programs are run from it, SQLite looks for one itself.
    static synchronized void keepIn(Path folder) {
        if (System.getProperty(FOLDER) != null || MountOptions.forbidsExecution(folder)) {
            return;
        }
        String plain = System.mapLibraryName("sqlitejdbc");
        String source =
                "/org/sqlite/native/%s/%s"
                        .formatted(OSInfo.getNativeLibFolderPathForCurrentOS(), plain);
        Path library =
                folder.resolve("sqlite-%s-%s".formatted(SQLiteJDBCLoader.getVersion(), plain));
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(source)) {
            if (in == null) {
                return;
            }
            byte[] content = in.readAllBytes();
            if (!Files.exists(library) || Files.size(library) != content.length) {
                Path part = Files.createTempFile(folder, plain, ".part");
                Files.write(part, content);
                Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
            }
            System.setProperty(FOLDER, folder.toString());
            System.setProperty(NAME, library.getFileName().toString());
        } catch (IOException e) {
            LOG.debug("SQLite's library cannot be kept in {}", folder, e);
        }
    }

    static PortException notLoaded(Path store, LinkageError e) {
        return PortException.refused(
                "The store %s cannot be opened, because SQLite's library cannot be loaded from there nor from %s (%s): see with 'mount' whether these disks are mounted with noexec, and choose a data folder on one that is not with --data, or other temporary files with CLOUD_JAVA_OPTS=-Djava.io.tmpdir=FOLDER"
                        .formatted(store, System.getProperty("java.io.tmpdir"), e.getMessage()),
                e);
    }
}
