package dev.elasticcloud.manager.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.api.JobQuery;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.pods.PodFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole manager on a real engine and a real balancer: jobs, spares, changes under way.
@Tag("docker")
class RealCloudTest extends RealCloud {

    private static final PodName HEAVY = PodName.of("heavy");

    @Test
    void jobsRunAndLimitsChangeWithoutARestart() {
        try (HostedCloud cloud = open()) {
            initialise(cloud, 1);
            Set<String> before = containers(cloud.snapshot());

            Job job = cloud.submit(new JobRequest(LIGHT, Map.of("top", "2")));
            Job done = cloud.await(job.id(), SOON);
            assertThat(done.state()).as(done.reason()).isEqualTo(JobState.COMPLETED);
            assertThat(done.node()).startsWith("light-");
            assertThat(done.result()).contains("\"cpuSeconds\"");

            cloud.await(cloud.submit(new Command.SetLimits(LIGHT, NodeLimits.of(0.5, 150))), SOON);
            assertThat(containers(cloud.snapshot())).isEqualTo(before);
        }
    }

    @Test
    void aSpareHasAnsweredARequestBeforeItIsFrozen() {
        try (HostedCloud cloud = open()) {
            cloud.submit(new Command.SetSpares(LIGHT, 1));
            initialise(cloud, 1);
            cloud.await(s -> s.pod(LIGHT).orElseThrow().count(NodeState.SPARE) == 1, SOON);

            assertThat(cloud.events(EventQuery.latest(50)))
                    .anyMatch(e -> e.message().equals("It answered /run?repeat=1 and is warm"));
        }
    }

    @Test
    void longJobsSurviveScaleInALimitsChangeAndAnImageRoll(@TempDir Path folders) throws Exception {
        try (HostedCloud cloud = open()) {
            cloud.submit(new Command.DisableElasticity(HEAVY));
            cloud.submit(new Command.SetLimits(HEAVY, NodeLimits.of(0.3, 500)));
            cloud.await(
                    cloud.submit(new Command.Initialise(Map.of(HEAVY, 3))), Duration.ofMinutes(5));
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                jobs.add(
                        cloud.submit(
                                new JobRequest(HEAVY, Map.of("size", "2000", "repeat", "10"))));
            }
            awaitOrExplain(cloud, s -> busyNodes(s) == 3);

            cloud.submit(new Command.EnableElasticity(HEAVY, 1, 1));
            cloud.submit(new Command.SetLimits(HEAVY, NodeLimits.of(0.4, 600)));
            Receipt rolled = cloud.submit(new Command.DefinePod(changedProgram(folders)));

            for (Job job : jobs) {
                Job done = cloud.await(job.id(), Duration.ofMinutes(3));
                assertThat(done.state()).as(done.reason()).isEqualTo(JobState.COMPLETED);
                assertThat(done.attempts()).isEqualTo(1);
            }
            CloudSnapshot after = cloud.await(rolled, Duration.ofMinutes(3));
            assertThat(after.pod(HEAVY).orElseThrow().online()).isEqualTo(1);
            System.out.printf(
                    "long jobs: %s s, all completed at the first attempt%n",
                    jobs.stream()
                            .map(j -> cloud.job(j.id()).latency().orElseThrow().toSeconds())
                            .toList());
        }
    }

    /// Waits for a condition; a failure shows the pods, the last jobs and the last events.
    private static void awaitOrExplain(HostedCloud cloud, Predicate<CloudSnapshot> condition) {
        try {
            cloud.await(condition, SOON);
        } catch (CloudException e) {
            String told =
                    Stream.of(
                                    cloud.snapshot().pods().values(),
                                    cloud.jobs(JobQuery.latest(10)),
                                    cloud.events(EventQuery.latest(40)))
                            .flatMap(Collection::stream)
                            .map(Object::toString)
                            .collect(Collectors.joining("\n"));
            throw new AssertionError(e.text() + "\n" + told, e);
        }
    }

    private static long busyNodes(CloudSnapshot snapshot) {
        return snapshot.pod(HEAVY).orElseThrow().nodes().stream()
                .filter(n -> n.running() > 0)
                .count();
    }

    /// The heavy pod with one more comment in its program, so that it has another image.
    private static PodSpec changedProgram(Path folders) throws IOException {
        Path to = folders.resolve("heavy");
        FileUtils.copyDirectory(HOME.resolve("pod-dockerfiles/heavy").toFile(), to.toFile());
        Files.writeString(
                to.resolve("job.py"), "\n# A later version.\n", StandardOpenOption.APPEND);
        return PodFolder.read(to);
    }
}
