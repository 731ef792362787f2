package dev.elasticcloud.manager.store;

import static dev.elasticcloud.manager.store.Samples.HEAVY;
import static dev.elasticcloud.manager.store.Samples.LIGHT;
import static dev.elasticcloud.manager.store.Samples.NOON;
import static dev.elasticcloud.manager.store.Samples.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobOptions;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.spi.JobLedger;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What the ledger keeps of a job, and for how long.
class SqliteJobsTest {

    @Test
    void aJobIsReadBackUnchangedInEveryState() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            Job queued = job("a", LIGHT);
            Job running = queued.running(NOON.plusMillis(5));
            List<Job> states =
                    List.of(
                            running,
                            running.queuedAgain(),
                            running,
                            running.brokenOff(NOON.plusMillis(7), "the node died"),
                            running.brokenOff(NOON.plusMillis(7), "the node died").running(NOON),
                            running.brokenOff(NOON, "\"quoted\"")
                                    .running(NOON)
                                    .completed(
                                            NOON.plusSeconds(1),
                                            "n-1",
                                            "iVBORw==",
                                            "image/png;base64"));
            store.jobs().accept(queued);
            assertThat(store.jobs().find(queued.id())).contains(queued);
            for (Job next : states) {
                assertThat(store.jobs().update(next)).isTrue();
                assertThat(store.jobs().find(queued.id())).contains(next);
            }
            assertThat(store.jobs().find(new JobId("b"))).isEmpty();
        }
    }

    @Test
    void aJobIsFoundByItsKeyEvenIfItsParametersWereTooLongToKeep() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            JobOptions options = new JobOptions(Duration.ofMillis(1500), "order-7", false);
            JobRequest request =
                    new JobRequest(LIGHT, Map.of("text", "x".repeat(100_000)), options);
            Job job = Job.accepted(new JobId("a"), request, NOON);
            store.jobs().accept(job);
            assertThat(store.jobs().find(job.id())).contains(job);
            store.jobs().update(job.failed(NOON, "", "why"));
            JobLedger.Earlier found = store.jobs().earlier(request).orElseThrow();
            assertThat(found.job().id()).isEqualTo(job.id());
            assertThat(found.job().options()).isEqualTo(options);
            assertThat(found.sameRequest()).isTrue();
            assertThat(
                            List.of(
                                    new JobRequest(HEAVY, request.parameters(), options),
                                    new JobRequest(LIGHT, Map.of("text", "x"), options),
                                    new JobRequest(
                                            LIGHT,
                                            request.parameters(),
                                            options.withIdempotent(true))))
                    .noneMatch(other -> store.jobs().earlier(other).orElseThrow().sameRequest());
            assertThat(store.jobs().earlier(new JobRequest(LIGHT, Map.of()))).isEmpty();
        }
    }

    @Test
    void oldJobsAreDeletedByCountAndAgeAndTheSumsStay() {
        Instant[] now = {NOON};
        Database database = new Database("test", SqliteFile.openInMemory(), ManagerClock.system());
        try (database) {
            JobPruning pruning =
                    new JobPruning(ManagerClock.following(() -> now[0]), 300, Duration.ofDays(1));
            SqliteJobs jobs = new SqliteJobs(database, database, new StoreJson(), pruning);
            jobs.accept(job("open", HEAVY));
            endJobs(jobs, "a", 2000, now[0]);
            assertThat(jobs.latest(LIGHT, Set.of(), 9999)).hasSizeBetween(300, 500);

            now[0] = NOON.plus(Duration.ofDays(2));
            endJobs(jobs, "b", 400, now[0]);
            assertThat(jobs.latest(LIGHT, Set.of(), 9999))
                    .hasSizeBetween(300, 500)
                    .allMatch(job -> job.id().value().startsWith("b"));
            assertThat(jobs.counts())
                    .containsEntry(LIGHT, new JobCounts(2400, 2400, 0, 0, 0))
                    .containsEntry(HEAVY, new JobCounts(1, 0, 0, 0, 1));
            assertThat(jobs.open()).containsExactly(job("open", HEAVY));
        }
    }

    private static void endJobs(JobLedger jobs, String prefix, int count, Instant at) {
        for (int i = 0; i < count; i++) {
            Job job = Job.accepted(new JobId(prefix + i), LIGHT, Map.of(), at);
            jobs.accept(job);
            jobs.update(job.completed(at, "light-1", "{}"));
        }
    }

    @Test
    void anEndedJobNeverChanges() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            Job running = job("a", LIGHT).running(NOON);
            Job cancelled = running.cancelled(NOON.plusSeconds(1), "by the owner");
            store.jobs().accept(running);
            assertThat(store.jobs().update(cancelled)).isTrue();
            assertThat(store.jobs().update(running.completed(NOON, "light-1", "{}"))).isFalse();
            assertThat(store.jobs().update(running.queuedAgain())).isFalse();
            assertThat(store.jobs().find(running.id())).contains(cancelled);
            assertThat(store.jobs().counts()).containsEntry(LIGHT, new JobCounts(1, 0, 0, 1, 0));
        }
    }

    @Test
    void updatingAJobThatWasNeverAcceptedDoesNothing() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            assertThat(store.jobs().update(job("a", LIGHT))).isFalse();
            assertThat(store.jobs().counts()).isEmpty();
        }
    }

    @Test
    void aJobIsAcceptedOnlyOnce() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            store.jobs().accept(job("a", LIGHT));
            assertThatThrownBy(() -> store.jobs().accept(job("a", LIGHT)))
                    .isInstanceOf(PortException.class)
                    .hasMessageContaining("accept job a");
            assertThat(store.jobs().counts()).containsEntry(LIGHT, new JobCounts(1, 0, 0, 0, 1));
        }
    }

    @Test
    void theSumsEqualAFullCount() {
        Random random = new Random(7);
        try (SqliteStore store = SqliteStore.inMemory()) {
            for (int i = 0; i < 300; i++) {
                store.jobs().accept(job("j" + i, random.nextBoolean() ? LIGHT : HEAVY));
                Job some = store.jobs().find(new JobId("j" + random.nextInt(i + 1))).orElseThrow();
                store.jobs().update(changed(some, random.nextInt(5)));
            }
            assertThat(store.jobs().counts()).isEqualTo(fullCount(store.jobs()));
            assertThat(store.jobs().counts().values()).allMatch(sums -> sums.lost() == 0);
        }
    }

    private static Job changed(Job job, int kind) {
        return switch (kind) {
            case 0 -> job.running(NOON);
            case 1 -> job.completed(NOON, "light-1", "{}");
            case 2 -> job.failed(NOON, "", "why");
            case 3 -> job.cancelled(NOON, "why");
            default -> job.queuedAgain();
        };
    }

    static Map<PodName, JobCounts> fullCount(JobLedger jobs) {
        Map<PodName, JobCounts> counts = new TreeMap<>();
        for (Job job : jobs.latest(null, Set.of(), Integer.MAX_VALUE)) {
            JobCounts one =
                    switch (job.state()) {
                        case QUEUED, RUNNING -> new JobCounts(1, 0, 0, 0, 1);
                        case COMPLETED -> new JobCounts(1, 1, 0, 0, 0);
                        case FAILED -> new JobCounts(1, 0, 1, 0, 0);
                        case CANCELLED -> new JobCounts(1, 0, 0, 1, 0);
                    };
            counts.merge(job.pod(), one, JobCounts::plus);
        }
        return counts;
    }

    @Test
    void aVeryLongResultIsTruncatedAndSaysSo() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            Job job = job("a", LIGHT).running(NOON);
            store.jobs().accept(job);
            store.jobs().update(job.completed(NOON, "light-1", "x".repeat(300_000)));
            assertThat(store.jobs().find(job.id()).orElseThrow().result())
                    .startsWith("{\"bytes\":300000,\"head\":\"xxx")
                    .endsWith("\"truncated\":true}")
                    .hasSizeLessThan(20_000);
        }
    }

    @Test
    void aVeryLongParameterIsKeptUntilTheJobEnds() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            Map<String, String> picture = Map.of("picture", "x".repeat(100_000), "width", "5");
            Job job = Job.accepted(new JobId("a"), LIGHT, picture, NOON);
            store.jobs().accept(job);
            store.jobs().update(job.running(NOON));
            assertThat(store.jobs().open().getFirst().parameters()).isEqualTo(picture);
            store.jobs().update(job.failed(NOON, "", "why"));
            assertThat(store.jobs().find(job.id()).orElseThrow().parameters())
                    .isEqualTo(Map.of("picture", "(100,000 characters, not kept)", "width", "5"));
        }
    }
}
