package dev.elasticcloud.manager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFaultTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir Path folder;

    @Test
    void aFullStoreKeepsItsContentAndGoesOnWhenThereIsRoom() {
        Path file = folder.resolve("cloud.db");
        ManagerClock clock = ManagerClock.system();
        List<Job> accepted = new ArrayList<>();
        Database database =
                new Database("test", new SqliteFile(file, clock).open().connection(), clock);
        try (database) {
            JobPruning pruning = new JobPruning(clock, 1000, Duration.ofDays(1));
            SqliteJobs jobs = new SqliteJobs(database, database, new StoreJson(), pruning);
            limitTo(database, "(SELECT page_count + 20 FROM pragma_page_count)");
            assertThatThrownBy(
                            () -> {
                                for (int i = 0; i < 1000; i++) {
                                    Job job = job("a" + i);
                                    jobs.accept(job);
                                    accepted.add(job);
                                }
                            })
                    .isInstanceOf(PortException.class)
                    .hasMessageContaining("SQLITE_FULL");
            assertThat(accepted).isNotEmpty();
            assertThat(database.problem())
                    .hasValueSatisfying(p -> assertThat(p.subject()).isEqualTo(Subject.STORE));
            assertThat(jobs.open()).isEqualTo(accepted);

            limitTo(database, "1000000");
            jobs.accept(job("later"));
            assertThat(database.problem()).isEmpty();
        }
        try (SqliteStore store = SqliteStore.open(file)) {
            assertThat(store.notice()).isEmpty();
            assertThat(store.jobs().open()).hasSize(accepted.size() + 1);
            assertThat(store.jobs().counts())
                    .containsEntry(
                            LIGHT,
                            new JobCounts(accepted.size() + 1L, 0, 0, 0, accepted.size() + 1L));
        }
    }

    @Test
    void aChangeRefusedForItsContentIsNoProblemOfTheStore() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            store.jobs().accept(job("a"));
            assertThatThrownBy(() -> store.jobs().accept(job("a")))
                    .isInstanceOf(PortException.class);
            assertThat(store.health().problem()).isEmpty();
        }
    }

    @Test
    void aTruncatedStoreIsMovedAsideAndTheDamageIsShown() throws Exception {
        Path file = folder.resolve("cloud.db");
        try (SqliteStore store = SqliteStore.open(file)) {
            for (int i = 0; i < 300; i++) {
                store.jobs().accept(job("a" + i));
            }
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        try (SqliteStore store = SqliteStore.open(file)) {
            assertThat(store.health().damage())
                    .map(Problem::message)
                    .hasValueSatisfying(m -> assertThat(m).contains("was damaged", ".corrupt-"));
            store.jobs().accept(job("fresh"));
        }
    }

    private static void limitTo(Database database, String pages) {
        database.read(
                "set a limit",
                handle -> {
                    int most = handle.select("SELECT " + pages).mapTo(Integer.class).one();
                    return handle.select("PRAGMA max_page_count = " + most)
                            .mapTo(Integer.class)
                            .one();
                });
    }

    private static Job job(String id) {
        return Job.accepted(new JobId(id), LIGHT, Map.of("text", "x".repeat(1000)), NOON);
    }
}
