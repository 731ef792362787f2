package dev.elasticcloud.manager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobOptions;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.spi.JobLedger;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final PodName HEAVY = PodName.of("heavy");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

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

    @Test
    void jobsArePagedFromTheLastOfThePageBeforeAndComeWithoutResultsUnlessAskedFor() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            JobLedger jobs = store.jobs();
            for (int i = 0; i < 6; i++) {
                jobs.accept(job("j" + i, i % 2 == 0 ? LIGHT : HEAVY));
                jobs.update(job("j" + i, LIGHT).completed(NOON, "light-1", "{\"n\":" + i + "}"));
            }

            assertThat(ids(page(jobs, null, null))).containsExactly("j5", "j4");
            assertThat(ids(page(jobs, null, "j4"))).containsExactly("j3", "j2");
            // A job that comes meanwhile moves no page.
            jobs.accept(job("j6", LIGHT));
            assertThat(ids(page(jobs, null, "j2"))).containsExactly("j1", "j0");
            assertThat(ids(page(jobs, null, "j0"))).isEmpty();
            assertThat(ids(page(jobs, LIGHT, "j4"))).containsExactly("j2", "j0");
            assertThat(page(jobs, null, "never")).isEmpty();
            assertThat(page(jobs, null, "j4")).extracting(Job::result).containsOnly("");
            assertThat(jobs.page(new JobLedger.Page(null, Set.of(), new JobId("j4"), 1, true)))
                    .extracting(Job::result)
                    .containsExactly("{\"n\":3}");
        }
    }

    @Test
    void jobsAreFoundByWhoAskedForThemAndWhenToTheSecond() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            JobLedger jobs = store.jobs();
            for (int i = 0; i < 6; i++) {
                JobRequest request =
                        new JobRequest(LIGHT, Map.of()).by(i % 2 == 0 ? "anna" : "ben");
                jobs.accept(Job.accepted(new JobId("j" + i), request, NOON.plusMillis(500L * i)));
            }

            assertThat(ids(jobs.page(of("anna", null, null)))).containsExactly("j4", "j2", "j0");
            assertThat(ids(jobs.page(of(null, NOON.plusSeconds(1), null))))
                    .containsExactly("j5", "j4", "j3", "j2");
            assertThat(ids(jobs.page(of(null, NOON.plusSeconds(1), NOON.plusSeconds(2)))))
                    .containsExactly("j3", "j2");
            assertThat(ids(jobs.page(of("ben", NOON.plusSeconds(2), null)))).containsExactly("j5");
            assertThat(jobs.page(of(null, NOON.plusSeconds(9), null))).isEmpty();
            assertThat(jobs.page(of(null, null, NOON.minusSeconds(9)))).isEmpty();
        }
    }

    private static JobLedger.Page of(
            @Nullable String user, @Nullable Instant from, @Nullable Instant until) {
        return new JobLedger.Page(null, Set.of(), null, 9, false, from, until, user);
    }

    private static List<Job> page(JobLedger jobs, @Nullable PodName pod, @Nullable String before) {
        JobId after = before == null ? null : new JobId(before);
        return jobs.page(new JobLedger.Page(pod, Set.of(), after, 2, false));
    }

    @Test
    void jobsAreListedNewestFirstAndOpenOnesOldestFirst() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            JobLedger jobs = store.jobs();
            for (int i = 0; i < 6; i++) {
                jobs.accept(job("j" + i, i % 2 == 0 ? LIGHT : HEAVY));
            }
            jobs.update(job("j1", HEAVY).failed(NOON, "", "why"));
            jobs.update(job("j4", LIGHT).running(NOON));
            assertThat(ids(jobs.latest(null, Set.of(), 4))).containsExactly("j5", "j4", "j3", "j2");
            assertThat(ids(jobs.latest(LIGHT, Set.of(), 9))).containsExactly("j4", "j2", "j0");
            assertThat(ids(jobs.latest(null, Set.of(JobState.FAILED, JobState.RUNNING), 9)))
                    .containsExactly("j4", "j1");
            assertThat(ids(jobs.latest(HEAVY, Set.of(JobState.QUEUED), 1))).containsExactly("j5");
            assertThat(ids(jobs.open())).containsExactly("j0", "j2", "j3", "j4", "j5");
        }
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

    @Test
    void aDecisionThatLastsIsExtendedRatherThanRepeated() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            Decision first = Samples.decision(LIGHT, NOON);
            Decision second = Samples.decision(LIGHT, NOON.plusSeconds(60));
            store.decisions().record(first);
            store.decisions().record(first.until(NOON.plusSeconds(30)));
            store.decisions().record(second);
            store.decisions().record(Samples.decision(HEAVY, NOON));
            assertThat(store.decisions().latest(LIGHT, 10))
                    .containsExactly(second, first.until(NOON.plusSeconds(30)));
            assertThat(store.decisions().latest(LIGHT, 1)).containsExactly(second);
        }
    }

    @Test
    void decisionsThatChangedTheCountAreFoundBehindNewerOnesThatDidNot() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            Decision up = Samples.decision(LIGHT, NOON);
            Decision older = Samples.decision(LIGHT, NOON.minusSeconds(60));
            store.decisions().record(older);
            store.decisions().record(up);
            for (int second = 1; second <= 5; second++) {
                store.decisions()
                        .record(
                                Samples.decision(LIGHT, NOON.plusSeconds(second))
                                        .withWanted(Decision.Verdict.HOLD, 3));
            }

            assertThat(store.decisions().latestScalings(LIGHT, 1)).containsExactly(up);
            assertThat(store.decisions().latestScalings(LIGHT, 9)).containsExactly(up, older);
            assertThat(store.decisions().latestScalings(HEAVY, 9)).isEmpty();
        }
    }

    @Test
    void oldDecisionsAreDeleted() {
        Database database = new Database("test", SqliteFile.openInMemory(), ManagerClock.system());
        try (database) {
            SqliteDecisions decisions =
                    new SqliteDecisions(database, database, new StoreJson(), 10);
            IntStream.range(0, 200)
                    .forEach(i -> decisions.record(Samples.decision(LIGHT, NOON.plusSeconds(i))));
            assertThat(decisions.latest(LIGHT, 1000))
                    .hasSize(10)
                    .first()
                    .isEqualTo(Samples.decision(LIGHT, NOON.plusSeconds(199)));
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

    private static List<String> ids(List<Job> jobs) {
        return jobs.stream().map(job -> job.id().value()).toList();
    }

    private static Job job(String id, PodName pod) {
        return Job.accepted(new JobId(id), pod, Map.of("text", "a 'b' \"c\" ü"), NOON);
    }
}
