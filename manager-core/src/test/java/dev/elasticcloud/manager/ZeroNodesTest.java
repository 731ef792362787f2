package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.spec.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZeroNodesTest {

    private static final PodName LIGHT = PodName.of("light");
    private static final Duration SOON = Duration.ofSeconds(30);

    private final HostedCloud cloud = managed();

    private static HostedCloud managed() {
        Path home = Path.of(System.getProperty("elasticcloud.home"));
        return Managers.simulated(
                new ManagerConfig("test", home, home.resolve("target"), 0),
                new Simulation(Simulation.Pace.INSTANT, false));
    }

    @AfterEach
    void closeManager() {
        cloud.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aQuietPodGoesToZeroNodesAndComesBackForItsJobs(int spares) {
        goToZero(spares);

        Job first = cloud.submit(new JobRequest(LIGHT, Map.of()));
        Job second = cloud.submit(new JobRequest(LIGHT, Map.of()));

        assertThat(cloud.await(first.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
        assertThat(cloud.await(second.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
        cloud.await(s -> s.pod(LIGHT).orElseThrow().online() == 0, SOON);
    }

    @Test
    void aJobThatWaitsForAFirstNodeCanBeCancelled() {
        goToZero(0);
        cloud.submit(new Command.PausePod(LIGHT));
        Job job = cloud.submit(new JobRequest(LIGHT, Map.of()));
        assertThat(job.state()).isEqualTo(JobState.QUEUED);

        cloud.cancel(job.id());

        assertThat(cloud.await(job.id(), SOON).state()).isEqualTo(JobState.CANCELLED);
        assertThat(cloud.snapshot().jobs().lost()).isZero();
    }

    private void goToZero(int spares) {
        cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 1))), SOON);
        cloud.submit(new Command.SetSpares(LIGHT, spares));
        cloud.submit(new Command.SetCooldown(LIGHT, Duration.ofSeconds(1)));
        cloud.submit(new Command.SetBounds(LIGHT, 0, 5));
        cloud.await(s -> s.pod(LIGHT).orElseThrow().online() == 0, SOON);
    }
}
