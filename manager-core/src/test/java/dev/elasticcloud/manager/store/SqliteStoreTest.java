package dev.elasticcloud.manager.store;

import static dev.elasticcloud.manager.store.Samples.LIGHT;
import static dev.elasticcloud.manager.store.Samples.NOON;
import static dev.elasticcloud.manager.store.Samples.job;
import static dev.elasticcloud.manager.store.SqliteJobsTest.fullCount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.spi.PortException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The store and its file: what survives, who may read it, and files that cannot be used.
class SqliteStoreTest {

    @TempDir Path folder;

    @Test
    void aSavedSpecIsLoadedUnchanged() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            assertThat(store.specs().load()).isEmpty();
            store.specs().save(CloudSpec.EMPTY);
            CloudSpec spec = Samples.spec();
            store.specs().save(spec);
            assertThat(store.specs().load()).contains(spec);
        }
    }

    @Test
    void everythingSurvivesReopening() {
        Path file = folder.resolve("new/deep/cloud.db");
        Job job = job("a", LIGHT);
        try (SqliteStore store = SqliteStore.open(file)) {
            store.specs().save(Samples.spec());
            store.jobs().accept(job);
            store.decisions().record(Samples.decision(LIGHT, NOON));
        }
        try (SqliteStore store = SqliteStore.open(file)) {
            assertThat(store.notice()).isEmpty();
            assertThat(store.specs().load()).contains(Samples.spec());
            assertThat(store.jobs().open()).containsExactly(job);
            assertThat(store.jobs().counts()).isEqualTo(fullCount(store.jobs()));
            assertThat(store.decisions().latest(LIGHT, 5)).hasSize(1);
        }
    }

    @Test
    void onlyTheOwnerMayReadTheFile() throws Exception {
        Path file = folder.resolve("state/cloud.db");
        SqliteStore.open(file).close();
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(folder.resolve("state"))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsMovedAside() throws Exception {
        Path file = folder.resolve("cloud.db");
        Files.writeString(file, "this is not a database ".repeat(500));
        assertMovedAside(file);
    }

    @Test
    void aDatabaseWithDamagedPagesIsMovedAside() throws Exception {
        Path file = folder.resolve("cloud.db");
        try (SqliteStore store = SqliteStore.open(file)) {
            for (int i = 0; i < 200; i++) {
                store.jobs().accept(job("j" + i, LIGHT));
            }
        }
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 4096 * 2; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        Files.write(file, bytes);
        assertMovedAside(file);
    }

    private void assertMovedAside(Path file) throws Exception {
        try (SqliteStore store = SqliteStore.open(file)) {
            assertThat(store.notice()).hasValueSatisfying(n -> assertThat(n).contains(".corrupt-"));
            store.jobs().accept(job("fresh", LIGHT));
            assertThat(store.jobs().open()).hasSize(1);
        }
        try (var files = Files.list(folder)) {
            assertThat(files).anyMatch(f -> f.toString().contains("cloud.db.corrupt-"));
        }
        try (SqliteStore store = SqliteStore.open(file)) {
            assertThat(store.notice()).isEmpty();
            assertThat(store.jobs().open()).hasSize(1);
        }
    }

    @Test
    void aFileOfANewerVersionIsRefusedAndLeftAlone() throws Exception {
        Path file = folder.resolve("cloud.db");
        SqliteStore.open(file).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        assertThatThrownBy(() -> SqliteStore.open(file))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("newer version");
        try (var files = Files.list(folder)) {
            assertThat(files).noneMatch(f -> f.toString().contains("corrupt"));
        }
    }
}
