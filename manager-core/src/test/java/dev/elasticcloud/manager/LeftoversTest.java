package dev.elasticcloud.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.PruneType;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.docker.DockerNames;
import dev.elasticcloud.manager.docker.RealPods;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.spec.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What others take away on the engine: the cloud heals.
@Tag("docker")
class LeftoversTest {

    private static final Path HOME = Path.of(System.getProperty("elasticcloud.home"));
    private static final PodName LIGHT = PodName.of("light");
    private static final Duration SOON = Duration.ofSeconds(90);

    private final String name = RealPods.freshCloud();
    private final DockerNames names = new DockerNames(name);
    private final DockerEngine engine = new DockerEngine(null);
    private final DockerClient docker = engine.commands();

    @TempDir Path data;
    private HostedCloud cloud;

    @BeforeEach
    void twoNodesServe() {
        cloud = Managers.local(new ManagerConfig(name, HOME, data, 0));
        cloud.submit(new Command.DisableElasticity(LIGHT));
        cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 2))), Duration.ofMinutes(5));
    }

    @AfterEach
    void nothingIsLeft() {
        try (engine;
                HostedCloud last = cloud) {
            last.tearDown(Duration.ofSeconds(60));
            assertThat(containers()).isEmpty();
        }
    }

    private List<Container> containers() {
        return docker.listContainersCmd().withShowAll(true).withLabelFilter(names.ofCloud()).exec();
    }

    private void serveAgain() {
        cloud.await(
                now ->
                        now.balancer().running()
                                && now.pod(LIGHT).orElseThrow().online() == 2
                                && now.problems().isEmpty(),
                SOON);
        var job = cloud.submit(new JobRequest(LIGHT, Map.of()));
        assertThat(cloud.await(job.id(), SOON).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aPruneOfAllThatStandsStillHarmsNothing() {
        cloud.submit(new Command.PausePod(LIGHT));
        cloud.await(now -> now.pod(LIGHT).orElseThrow().online() == 0, SOON);
        for (PruneType type :
                List.of(PruneType.CONTAINERS, PruneType.NETWORKS, PruneType.VOLUMES)) {
            docker.pruneCmd(type)
                    .withLabelFilter(
                            names.ofCloud().entrySet().stream()
                                    .map(label -> label.getKey() + "=" + label.getValue())
                                    .toArray(String[]::new))
                    .exec();
        }
        cloud.submit(new Command.ResumePod(LIGHT));

        serveAgain();
    }

    @Test
    void nodesOfAnImageThatIsGoneGoOnAndNewOnesAreBuiltAnew() {
        String image =
                containers().stream()
                        .filter(c -> c.getLabels().containsKey("dev.elasticcloud.node"))
                        .findFirst()
                        .orElseThrow()
                        .getImage();
        cloud.await(cloud.submit(new Command.ShutDownPod(LIGHT)), SOON);
        try {
            docker.removeImageCmd(image).withForce(true).exec();
        } catch (NotFoundException e) {
            // another cloud's test has removed it
        }

        cloud.await(cloud.submit(new Command.Initialise(Map.of(LIGHT, 2))), Duration.ofMinutes(5));

        serveAgain();
    }
}
