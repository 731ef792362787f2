package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.spi.Awaiting;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real small disk, which only root can mount; where that is not possible, `StoreFaultTest`
/// covers the store.
class FullDiskTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path disk;

    @BeforeEach
    void mountSmallDisk() throws Exception {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=3m", "none", disk.toString()));
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    @Test
    void aFullDiskLosesNothingIsShownAndTheCloudRecoversOnceThereIsSpace() throws Exception {
        Job waiting;
        try (HostedCloud cloud = managed()) {
            cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 1))), SOON);
            cloud.await(cloud.submit(new Command.PausePod(LIGHT)), SOON);
            waiting = cloud.submit(new JobRequest(LIGHT, Map.of()));
            fill();

            Awaiting.until("a job is refused", () -> isRefused(cloud));
            cloud.await(
                    s -> s.problems().stream().anyMatch(p -> p.subject().equals(Subject.STORE)),
                    SOON);
            assertThatThrownBy(() -> cloud.submit(new Command.ResumePod(LIGHT)))
                    .isInstanceOf(CloudException.class)
                    .hasMessageContaining("cannot be stored");
            assertThat(cloud.job(waiting.id()).state()).isEqualTo(JobState.QUEUED);

            Files.delete(disk.resolve("filler"));
            cloud.await(
                    s -> s.problems().stream().noneMatch(p -> p.subject().equals(Subject.STORE)),
                    SOON);
            cloud.submit(new Command.ResumePod(LIGHT));
            assertThat(cloud.await(waiting.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
            Awaiting.until(
                    "an event reports it",
                    () ->
                            cloud.events(EventQuery.latest(50)).stream()
                                    .anyMatch(
                                            e ->
                                                    e.message()
                                                            .startsWith(
                                                                    "The store accepts writes again")));
        }
        try (HostedCloud cloud = managed()) {
            assertThat(cloud.job(waiting.id()).state()).isEqualTo(JobState.COMPLETED);
            assertThat(cloud.snapshot().jobs().lost()).isZero();
            assertThat(cloud.snapshot().problems()).isEmpty();
        }
    }

    private HostedCloud managed() {
        Path home = Path.of(System.getProperty("elasticcloud.home"));
        return Managers.simulated(
                new ManagerConfig("disk", home, disk.resolve("data"), 0),
                new Simulation(Simulation.Pace.INSTANT, true));
    }

    private static boolean isRefused(HostedCloud cloud) {
        try {
            cloud.submit(new JobRequest(LIGHT, Map.of("text", "x".repeat(10_000))));
            return false;
        } catch (CloudException e) {
            return e.code() == ErrorCode.UNAVAILABLE;
        }
    }

    private void fill() {
        byte[] block = new byte[4096];
        try (OutputStream filler = Files.newOutputStream(disk.resolve("filler"))) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException full) {
            // The disk is full, as intended.
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
