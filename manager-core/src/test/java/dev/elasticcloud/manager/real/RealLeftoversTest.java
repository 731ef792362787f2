package dev.elasticcloud.manager.real;

import static dev.elasticcloud.manager.real.OwnPodTest.docker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.docker.DockerNames;
import dev.elasticcloud.manager.docker.NodeContainers;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.Job;
import dev.elasticcloud.manager.model.job.JobRequest;
import dev.elasticcloud.manager.model.job.JobState;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.record.EventQuery;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.PodStatus;
import dev.elasticcloud.manager.spi.Awaiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What others leave of a cloud on a real engine: the manager heals it and says what it did. Only what
/// belongs to the cloud is removed, never all that a cleaning command would take.
@Tag("docker")
class RealLeftoversTest extends RealCloud {

    private long seen;

    private String balancer() {
        return "ec-" + name + "-balancer";
    }

    private String edge() {
        return "ec-" + name + "-edge";
    }

    private String claim() {
        return "ec-" + name + "-claim";
    }

    private String network() {
        return "ec-" + name + ".light";
    }

    private String node(int number) {
        return network() + "-" + number;
    }

    private Path folder() {
        return data.resolve(name + "-balancer");
    }

    /// Tries again when the manager connects a container in between.
    private static void removeNetwork(String network) {
        Awaiting.until(
                "the network is removed",
                () -> {
                    try {
                        String members =
                                docker(
                                        "network",
                                        "inspect",
                                        "-f",
                                        "{{range $id, $c := .Containers}}{{$id}} {{end}}",
                                        network);
                        for (String member : members.strip().split("\\s+")) {
                            if (!member.isEmpty()) {
                                docker("network", "disconnect", "-f", network, member);
                            }
                        }
                        docker("network", "rm", network);
                        return true;
                    } catch (AssertionError | IOException | InterruptedException e) {
                        return false;
                    }
                });
    }

    /// Two nodes serve; what is told from here on comes from the fault.
    private void serving(HostedCloud cloud) {
        cloud.submit(new Command.SetSpares(LIGHT, 0));
        initialise(cloud, 2);
        seen = cloud.events(EventQuery.latest(1)).getFirst().id();
    }

    private List<String> told(HostedCloud cloud) {
        return cloud.events(EventQuery.latest(1000)).stream()
                .filter(event -> event.id() > seen)
                .map(CloudEvent::message)
                .toList();
    }

    private static boolean isWell(CloudSnapshot snapshot) {
        PodStatus light = snapshot.pod(LIGHT).orElseThrow();
        return snapshot.engine().reachable()
                && snapshot.balancer().running()
                && snapshot.balancer().detail().isEmpty()
                && snapshot.problems().isEmpty()
                && light.online() == 2
                && light.nodes().size() == 2;
    }

    /// Waits until the fault has been told with these words and the cloud is as before.
    private void heals(HostedCloud cloud, String... words) {
        Awaiting.until(
                "it tells " + List.of(words),
                () ->
                        List.of(words).stream()
                                .allMatch(w -> told(cloud).stream().anyMatch(m -> m.contains(w))));
        cloud.await(RealLeftoversTest::isWell, SOON);
        runs(cloud, LIGHT);
    }

    private static void runs(HostedCloud cloud, PodName pod) {
        Job job = cloud.submit(new JobRequest(pod, Map.of("repeat", "1")));
        Job done = cloud.await(job.id(), SOON);
        assertThat(done.state()).as(done.reason()).isEqualTo(JobState.COMPLETED);
    }

    /// Creates a node's container as a manager does that ends before it starts it.
    private void createOnly(PodSpec pod, String node) {
        try (DockerEngine engine = new DockerEngine(null)) {
            NodeContainers.create(engine, new DockerNames(name), pod, NodeName.of(node), false);
        }
    }

    @Test
    void whatWasCreatedAndNeverStartedIsPutToUse() throws Exception {
        PodSpec pod;
        try (HostedCloud cloud = open()) {
            serving(cloud);
            pod = cloud.snapshot().pod(LIGHT).orElseThrow().spec();
        }
        String image = docker("inspect", "-f", "{{.Config.Image}}", balancer()).strip();
        docker("rm", "-f", balancer(), node(2));
        createOnly(pod, "light-3");
        String created = docker("inspect", "-f", "{{.Id}}", node(3)).strip();
        docker(
                "create",
                "--name",
                balancer(),
                "--label",
                "dev.elasticcloud.cloud=" + name,
                "--label",
                "dev.elasticcloud.role=balancer",
                image);

        try (HostedCloud cloud = open()) {
            heals(
                    cloud,
                    "configure the balancer: it does not run: its container was created but never started",
                    "start light-3: its container was created but never started");
            assertThat(containers(cloud.snapshot())).contains(created);
        }
    }

    @Test
    void everythingThatWasPrunedWhileTheManagerWasDownIsMadeAgain() throws Exception {
        try (HostedCloud cloud = open()) {
            serving(cloud);
        }
        docker("rm", "-f", balancer(), node(1), node(2));
        docker("network", "rm", network(), edge());
        docker("volume", "rm", claim());
        FileUtils.deleteDirectory(folder().toFile());

        try (HostedCloud cloud = open()) {
            heals(cloud, "create the network of light: the pod has no network");
            assertThat(docker("volume", "ls", "-q")).contains(claim());
        }
    }

    @Test
    void imagesAndTheClaimArePrunedWhileNodesRunAndANodeIsAdded(@TempDir Path folders)
            throws Exception {
        PodName own = PodName.of("pruned");
        Path folder = folders.resolve("pruned");
        FileUtils.copyDirectory(HOME.resolve("pod-dockerfiles/light").toFile(), folder.toFile());
        Path yaml = folder.resolve("pod.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("name: light", "name: pruned"));
        // an image that no other test uses
        Files.writeString(
                folder.resolve("Dockerfile"), "\n# " + name + "\n", StandardOpenOption.APPEND);
        try (HostedCloud cloud = open()) {
            serving(cloud);
            cloud.addPod(folder);
            cloud.submit(new Command.DisableElasticity(own));
            cloud.await(
                    cloud.submit(new Command.Initialise(Map.of(own, 1))), Duration.ofMinutes(5));
            seen = cloud.events(EventQuery.latest(1)).getFirst().id();
            String image =
                    docker("inspect", "-f", "{{.Config.Image}}", "ec-" + name + ".pruned-1")
                            .strip();
            try {
                docker("rmi", "-f", image);
                docker("volume", "rm", claim());
                cloud.submit(new Command.LaunchNode(own, null));
                cloud.await(s -> s.pod(own).orElseThrow().online() == 2, SOON);
                runs(cloud, own);
                heals(
                        cloud,
                        "build the image of pruned: the pod's image is missing",
                        "Somebody removed volume " + claim());
                assertThat(docker("volume", "ls", "-q")).contains(claim());
            } finally {
                cloud.await(cloud.submit(new Command.ShutDownPod(own)), SOON);
                docker("rmi", "-f", image, "elastic-cloud/pruned:latest");
            }
        }
    }

    @Test
    void balancerNodeAndNetworkAreRemovedInOneGo() throws Exception {
        String url;
        try (HostedCloud cloud = open()) {
            serving(cloud);
            url = cloud.snapshot().balancer().url();
        }
        // this manager has not started the balancer itself
        try (HostedCloud cloud = open()) {
            cloud.await(RealLeftoversTest::isWell, SOON);
            docker("rm", "-f", balancer(), node(1));
            removeNetwork(network());

            heals(
                    cloud,
                    "Node light-1 is gone: somebody else removed its container",
                    "The balancer ended: ",
                    "stop light-2: it has lost its pod's network");
            assertThat(cloud.snapshot().balancer().url()).isEqualTo(url);
        }
    }

    @Test
    void aBalancerWithoutItsFolderIsReplaced() throws Exception {
        try (HostedCloud cloud = open()) {
            serving(cloud);
            String url = cloud.snapshot().balancer().url();
            FileUtils.deleteDirectory(folder().toFile());

            heals(
                    cloud,
                    "its folder %s was removed, so that it takes no commands".formatted(folder()));
            assertThat(cloud.snapshot().balancer().url()).isEqualTo(url);
            seen = cloud.events(EventQuery.latest(1)).getFirst().id();
        }
        FileUtils.deleteDirectory(folder().toFile());
        try (HostedCloud cloud = open()) {
            heals(cloud, "configure the balancer: it does not run");
        }
    }

    @Test
    void aFolderThatIsGoneWithItsBalancerIsMadeAgain() throws Exception {
        try (HostedCloud cloud = open()) {
            serving(cloud);
            docker("rm", "-f", balancer());
            FileUtils.deleteDirectory(folder().toFile());

            heals(cloud, "configure the balancer: it does not run");
        }
    }

    @Test
    void aBalancerWithoutItsEdgeNetworkIsReplaced() throws Exception {
        try (HostedCloud cloud = open()) {
            serving(cloud);
            removeNetwork(edge());

            heals(
                    cloud,
                    "it was taken off its network %s, so that no request reaches it"
                            .formatted(edge()));
        }
    }
}
