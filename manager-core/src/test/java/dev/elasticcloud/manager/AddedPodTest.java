package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.Receipt;
import dev.elasticcloud.manager.simulation.SimulatedTimings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddedPodTest {

    private static final PodName WORDS = PodName.of("words");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final HostedCloud cloud = Clouds.simulated(SimulatedTimings.INSTANT);

    @TempDir Path folder;

    @AfterEach
    void closeManager() {
        cloud.close();
    }

    @Test
    void anAddedPodRunsJobsLikeAShippedOne() throws IOException {
        declare(folder, "words");
        cloud.await(cloud.addPod(folder), SOON);
        initialise();

        Job job = cloud.submit(new JobRequest(WORDS, Map.of()));
        assertThat(cloud.await(job.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void theSameFolderCanBeAddedAgainButNotAnotherOfTheSameName(@TempDir Path other)
            throws IOException {
        declare(folder, "words");
        declare(other, "words");
        cloud.addPod(folder);
        cloud.addPod(folder);
        assertThatThrownBy(() -> cloud.addPod(other))
                .hasMessageContaining("There is already a pod 'words', built from the folder")
                .hasMessageContaining(folder.toString());
        declare(other, "light");
        assertThatThrownBy(() -> cloud.addPod(other)).hasMessageContaining("already a pod 'light'");
    }

    @Test
    void aPodCanBeForgottenOnlyWhenNothingOfItIsLeft() throws IOException {
        declare(folder, "words");
        cloud.addPod(folder);
        initialise();
        assertThatThrownBy(() -> cloud.submit(new Command.ForgetPod(WORDS)))
                .hasMessageContaining("shut it down before");

        Receipt shutDown = cloud.submit(new Command.ShutDownPod(WORDS));
        assertThatThrownBy(() -> cloud.submit(new Command.ForgetPod(WORDS)))
                .hasMessageContaining("still being shut down");
        cloud.await(shutDown, SOON);
        cloud.await(cloud.submit(new Command.ForgetPod(WORDS)), SOON);
        assertThat(cloud.snapshot().pods()).doesNotContainKey(WORDS);
    }

    private void initialise() {
        cloud.await(cloud.submit(new Command.Initialise(Map.of(WORDS, 1))), SOON);
    }

    private static void declare(Path folder, String name) throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM debian:trixie-slim\n");
        Files.writeString(
                folder.resolve("pod.yaml"),
                "name: %s\nlimits: { cpus: 0.5, memory: 100MB }\njob: {}\n".formatted(name));
    }
}
