package dev.elasticcloud.manager.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.spi.Awaiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One manager follows another on a real engine: after a kill, without its store, or too early.
@Tag("docker")
class RealTakeoverTest extends RealCloud {

    @Test
    void aKilledManagerIsFollowedByOneThatAdoptsEverythingWhileJobsFlow() throws Exception {
        Process first =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ManagerProcess.class.getName(),
                                name,
                                HOME.toString(),
                                data.toString())
                        .redirectErrorStream(true)
                        .start();
        String[] ready = awaitReady(first).split(" ");
        Set<String> before = Set.of(ready[2].split(","));
        RequestStream stream = new RequestStream(URI.create(ready[1] + "/light/?repeat=1"), 20);
        try (stream) {
            Awaiting.until("requests flow", () -> stream.good() > 10);
            first.destroyForcibly().waitFor();
            int killedAt = stream.good();
            Awaiting.until("requests flow without it", () -> stream.good() > killedAt + 20);
            try (HostedCloud second = open()) {
                Awaiting.until(
                        "the next manager sees its nodes online",
                        () -> second.snapshot().pod(LIGHT).orElseThrow().online() == 3);
                int then = stream.good();
                Awaiting.until("requests still flow", () -> stream.good() > then + 20);
                assertThat(containers(second.snapshot())).isEqualTo(before);
                Job job = second.submit(new JobRequest(LIGHT, Map.of()));
                assertThat(second.await(job.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
            }
        }
        assertThat(stream.failures()).isEmpty();
    }

    private static String awaitReady(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith(ManagerProcess.READY)) {
                return line;
            }
        }
        throw new AssertionError("The manager ended before it was ready:\n" + said);
    }

    @Test
    void aManagerThatLostItsStoreAdoptsTheNodesAndSaysSo(@TempDir Path elsewhere)
            throws IOException {
        Path folder = elsewhere.resolve("own");
        FileUtils.copyDirectory(HOME.resolve("pod-dockerfiles/light").toFile(), folder.toFile());
        Path yaml = folder.resolve("pod.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("name: light", "name: own"));
        Set<String> before;
        try (HostedCloud cloud = open()) {
            initialise(cloud, 2);
            cloud.addPod(folder);
            PodName own = PodName.of("own");
            cloud.submit(new Command.DisableElasticity(own));
            cloud.await(
                    cloud.submit(new Command.Initialise(Map.of(own, 1))), Duration.ofMinutes(5));
            before = containers(cloud.snapshot());
        }
        for (String part : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(data.resolve(name + ".db" + part));
        }

        try (HostedCloud cloud = open()) {
            cloud.await(
                    s ->
                            s.pod(LIGHT).orElseThrow().online() == 2
                                    && s.pod(PodName.of("own")).isPresent()
                                    && s.pod(PodName.of("own")).orElseThrow().online() == 1,
                    SOON);
            assertThat(containers(cloud.snapshot())).isEqualTo(before);
            assertThat(cloud.events(EventQuery.latest(20)))
                    .anyMatch(e -> e.message().startsWith("There was no stored spec"));
            Job job = cloud.submit(new JobRequest(LIGHT, Map.of()));
            assertThat(cloud.await(job.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
        }
    }

    @Test
    void aSecondManagerIsRefusedAndToldWhoHoldsTheCloud(@TempDir Path elsewhere) {
        try (HostedCloud cloud = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOfSatisfying(
                            CloudException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            initialise(cloud, 1);
            assertThatThrownBy(() -> Managers.local(new ManagerConfig(name, HOME, elsewhere, 0)))
                    .hasMessageContaining("managed from the data folder " + data);
        }
    }
}
