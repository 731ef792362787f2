package dev.elasticcloud.manager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.job.JobId;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessTest {

    @TempDir Path folder;

    @Test
    void acceptedJobsSurviveAKillAtAnyMoment() throws Exception {
        Path file = folder.resolve("cloud.db");
        List<String> printed = new ArrayList<>();
        Random random = new Random();
        for (int run = 0; run < 3; run++) {
            printed.addAll(printedBeforeKill(file, "r" + run, 20 + random.nextInt(400)));
        }
        try (SqliteStore store = SqliteStore.open(file)) {
            assertThat(store.notice()).isEmpty();
            assertThat(printed).allMatch(id -> store.jobs().find(new JobId(id)).isPresent());
            assertThat(store.jobs().counts()).isEqualTo(SqliteJobsTest.fullCount(store.jobs()));
            JobCounts sums =
                    store.jobs().counts().values().stream().reduce(JobCounts.NONE, JobCounts::plus);
            assertThat(sums.lost()).isZero();
            assertThat(sums.accepted()).isGreaterThanOrEqualTo(printed.size());
        }
    }

    /// Runs a writer, kills it once it has printed this many ids, and returns all ids it printed.
    private static List<String> printedBeforeKill(Path file, String prefix, int atLeast)
            throws Exception {
        Process writer =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                JobWriter.class.getName(),
                                file.toString(),
                                prefix)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = writer.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (lines.size() == atLeast) {
                    writer.destroyForcibly();
                }
            }
        } catch (java.io.IOException closed) {
            // The stream of a killed process may end like this.
        } finally {
            writer.destroyForcibly().waitFor();
        }
        assertThat(lines).hasSizeGreaterThanOrEqualTo(atLeast);
        String last = lines.getLast();
        // The kill may have cut the last line; an id is complete only with its line end.
        return last.startsWith(prefix + "-") ? lines.subList(0, lines.size() - 1) : lines;
    }
}
