package dev.elasticcloud.manager.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.model.status.Problem;
import dev.elasticcloud.manager.model.status.SetupStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An added pod on a real engine: from a folder, or an image's name, to a finished job.
@Tag("docker")
class OwnPodTest extends RealCloud {

    private static final PodName FACTORS = PodName.of("factors");
    private static final Duration BUILT = Duration.ofMinutes(5);
    private static final Path EXAMPLE = HOME.resolve("docs/examples/factors");

    private static Job run(HostedCloud cloud, Map<String, String> parameters) {
        return cloud.await(cloud.submit(new JobRequest(FACTORS, parameters)).id(), SOON);
    }

    private static PodStatus pod(CloudSnapshot snapshot) {
        return snapshot.pod(FACTORS).orElseThrow();
    }

    @Test
    void aPodOfAnotherLanguageIsBuiltFromAFolderAndOutlivesIt(@TempDir Path folders)
            throws IOException {
        Path folder = folders.resolve("factors");
        FileUtils.copyDirectory(EXAMPLE.toFile(), folder.toFile());
        try (HostedCloud cloud = open()) {
            cloud.addPod(folder);
            cloud.await(cloud.submit(new Command.Initialise(Map.of(FACTORS, 1))), BUILT);
            Job done = run(cloud, Map.of("number", "360"));
            assertThat(done.state()).as(done.reason()).isEqualTo(JobState.COMPLETED);
            assertThat(done.result()).isEqualTo("360: 2 2 2 3 3 5\n");
        }
        FileUtils.deleteDirectory(folder.toFile());
        try (HostedCloud cloud = open()) {
            assertThat(cloud.events(EventQuery.latest(50)))
                    .anyMatch(e -> e.message().contains("is gone: the pod keeps using the image"));
            cloud.submit(new Command.SetBounds(FACTORS, 2, 5));
            cloud.await(s -> pod(s).online() >= 2, SOON);
            assertThat(run(cloud, Map.of("number", "7")).result()).isEqualTo("7: 7\n");
        }
    }

    @Test
    void aBuildThatFailsShowsItsLastLinesAndHarmsNoOtherPod(@TempDir Path folder)
            throws IOException {
        FileUtils.copyDirectory(EXAMPLE.toFile(), folder.toFile());
        Files.writeString(
                folder.resolve("Dockerfile"),
                "FROM debian:trixie-slim\nRUN echo the tank is empty && exit 7\n");
        PodName light = PodName.of("light");
        try (HostedCloud cloud = open()) {
            cloud.await(cloud.submit(new Command.Initialise(Map.of(light, 1))), BUILT);
            cloud.addPod(folder);
            cloud.submit(new Command.Initialise(Map.of(FACTORS, 1)));
            CloudSnapshot failed = cloud.await(s -> pod(s).phase() == PodPhase.DEGRADED, SOON);
            assertThat(failed.problems())
                    .extracting(Problem::message)
                    .anyMatch(m -> m.contains("the tank is empty") && m.contains("exit code 7"));
            assertThat(pod(failed).setup())
                    .filteredOn(s -> s.kind() == SetupStep.Kind.IMAGE)
                    .extracting(SetupStep::progress)
                    .containsExactly(SetupStep.Progress.FAILED);
            assertThat(cloud.events(EventQuery.latest(50)))
                    .filteredOn(e -> e.severity() == CloudEvent.Severity.WARNING)
                    .anyMatch(e -> e.message().contains("the tank is empty"));
            Job job = cloud.submit(new JobRequest(light, Map.of()));
            assertThat(cloud.await(job.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
        }
    }

    @Test
    void aPodNeedsNoMoreThanAnImageName() throws Exception {
        String image = "elastic-cloud-test/" + name;
        docker("build", "-q", "-t", image, EXAMPLE.toString());
        try (HostedCloud cloud = open()) {
            PodSpec pod =
                    PodSpec.ofImage(
                            FACTORS,
                            image,
                            PodSpec.USUAL_PORT,
                            PodSpec.USUAL_HEALTH,
                            NodeLimits.of(0.3, 32),
                            "/cgi-bin/run");
            cloud.submit(new Command.DefinePod(pod));
            cloud.await(cloud.submit(new Command.Initialise(Map.of(FACTORS, 1))), SOON);
            assertThat(run(cloud, Map.of()).result()).isEqualTo("360: 2 2 2 3 3 5\n");
            cloud.await(cloud.submit(new Command.ShutDownPod(FACTORS)), SOON);
        } finally {
            docker("rmi", "-f", image);
        }
    }

    @Test
    void aForgottenPodLeavesNoNodeAndNoNetwork() throws Exception {
        try (HostedCloud cloud = open()) {
            cloud.addPod(EXAMPLE);
            cloud.await(cloud.submit(new Command.Initialise(Map.of(FACTORS, 1))), BUILT);
            cloud.await(cloud.submit(new Command.ShutDownPod(FACTORS)), SOON);
            cloud.await(cloud.submit(new Command.ForgetPod(FACTORS)), SOON);
            assertThat(cloud.snapshot().pods()).doesNotContainKey(FACTORS);
            assertThat(docker("network", "ls", "--format", "{{.Name}}"))
                    .doesNotContain("ec-" + name + ".factors");
            assertThat(docker("ps", "-a", "--format", "{{.Names}}"))
                    .doesNotContain("ec-" + name + ".factors");
        }
    }

    static String docker(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
