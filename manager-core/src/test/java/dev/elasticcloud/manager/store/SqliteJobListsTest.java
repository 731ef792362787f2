package dev.elasticcloud.manager.store;

import static dev.elasticcloud.manager.store.Samples.HEAVY;
import static dev.elasticcloud.manager.store.Samples.LIGHT;
import static dev.elasticcloud.manager.store.Samples.NOON;
import static dev.elasticcloud.manager.store.Samples.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobId;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.spi.JobLedger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Lists of jobs: their order, pages and filters.
class SqliteJobListsTest {

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
    void pagesContinueAfterTheirLastJobAndOmitResultsUnlessAsked() {
        try (SqliteStore store = SqliteStore.inMemory()) {
            JobLedger jobs = store.jobs();
            for (int i = 0; i < 6; i++) {
                jobs.accept(job("j" + i, i % 2 == 0 ? LIGHT : HEAVY));
                jobs.update(job("j" + i, LIGHT).completed(NOON, "light-1", "{\"n\":" + i + "}"));
            }

            assertThat(ids(page(jobs, null, null))).containsExactly("j5", "j4");
            assertThat(ids(page(jobs, null, "j4"))).containsExactly("j3", "j2");
            // A job that arrives in between shifts no page.
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

    private static List<Job> page(JobLedger jobs, @Nullable PodName pod, @Nullable String before) {
        JobId after = before == null ? null : new JobId(before);
        return jobs.page(new JobLedger.Page(pod, Set.of(), after, 2, false));
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

    private static List<String> ids(List<Job> jobs) {
        return jobs.stream().map(job -> job.id().value()).toList();
    }
}
