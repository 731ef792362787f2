package dev.elasticcloud.manager.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.docker.connection.FakeEngine;
import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.HostReading;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.ContainerRuntimeContract;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("docker")
class DockerRuntimeTest extends ContainerRuntimeContract {

    private static final NodeName NODE = NodeName.of("light-1");

    private final String cloud = RealPods.freshCloud();
    private final DockerRuntime runtime = new DockerRuntime(cloud, null, RealPods.POD_DOCKERFILES);
    private final DockerEngine engine = new DockerEngine(null);
    private final DockerClient raw = engine.commands();

    @Override
    protected ContainerRuntime runtime() {
        return runtime;
    }

    @Override
    protected PodSpec pod() {
        return RealPods.light();
    }

    @AfterEach
    void nothingIsLeft() {
        try (engine;
                runtime) {
            runtime.removeAll();
            assertThat(runtime.leftovers().none()).isTrue();
        }
    }

    @Test
    void removingAllOfACloudRemovesItsVolumesAndNoOthers() {
        String other = RealPods.freshCloud();
        raw.createVolumeCmd()
                .withName("ec-" + cloud + "-balancer")
                .withLabels(new DockerNames(cloud).ofBalancer())
                .exec();
        raw.createVolumeCmd()
                .withName("ec-" + other + "-balancer")
                .withLabels(new DockerNames(other).ofBalancer())
                .exec();
        try {
            assertThat(runtime.leftovers()).isEqualTo(new DockerLeftovers(0, 0, 1));

            runtime.removeAll();

            assertThat(runtime.leftovers()).isEqualTo(new DockerLeftovers(0, 0, 0));
            assertThat(raw.inspectVolumeCmd("ec-" + other + "-balancer").exec().getName())
                    .isNotEmpty();
        } finally {
            raw.removeVolumeCmd("ec-" + other + "-balancer").exec();
        }
    }

    private NodeContainer started() {
        runtime.buildImage(pod(), line -> {});
        runtime.createNetwork(pod().name());
        runtime.start(pod(), NODE);
        return onlyNode();
    }

    private NodeContainer onlyNode() {
        return runtime.observe(List.of()).nodes().getFirst();
    }

    private InspectContainerResponse inspect() {
        return raw.inspectContainerCmd("ec-" + cloud + "." + NODE).exec();
    }

    @Test
    void aNodeIsHardenedAndBounded() {
        started();
        InspectContainerResponse node = inspect();
        var config = Objects.requireNonNull(node.getHostConfig());
        assertThat(config.getNanoCPUs()).isEqualTo(300_000_000L);
        assertThat(config.getMemory()).isEqualTo(100 * NodeLimits.MIB);
        assertThat(config.getMemorySwap()).isEqualTo(100 * NodeLimits.MIB);
        assertThat(config.getPidsLimit()).isEqualTo(64L);
        assertThat(config.getCapDrop()).containsExactly(Capability.ALL);
        assertThat(config.getSecurityOpts()).contains("no-new-privileges:true");
        assertThat(config.getReadonlyRootfs()).isTrue();
        assertThat(Objects.requireNonNull(config.getRestartPolicy()).getName()).isIn("no", "");
        assertThat(node.getConfig().getUser()).isEqualTo("10001:10001");
        assertThat(node.getMounts()).isEmpty();
        assertThat(
                        raw.inspectNetworkCmd()
                                .withNetworkId("ec-" + cloud + ".light")
                                .exec()
                                .getInternal())
                .isTrue();
    }

    @Test
    void newLimitsReachTheRunningProcess() {
        NodeContainer node = started();
        var before = inspect().getState();
        runtime.update(node, new NodeLimits(0.6, 200 * NodeLimits.MIB, 70));
        var config = inspect().getHostConfig();
        assertThat(config.getNanoCPUs()).isEqualTo(600_000_000L);
        assertThat(config.getMemory()).isEqualTo(200 * NodeLimits.MIB);
        assertThat(config.getMemorySwap()).isEqualTo(200 * NodeLimits.MIB);
        assertThat(config.getPidsLimit()).isEqualTo(70L);
        assertThat(inspect().getState().getPidLong()).isEqualTo(before.getPidLong());
    }

    private int weight() {
        return Objects.requireNonNull(inspect().getHostConfig().getCpuShares());
    }

    @Test
    void aNodeStartsAtALowWeightAndKeepsItsServingWeightWhateverChanges() {
        NodeContainer node = started();
        assertThat(weight()).isEqualTo(256);
        runtime.giveServingWeight(node);
        assertThat(weight()).isEqualTo(1024);
        assertThat(inspect().getHostConfig().getNanoCPUs()).isEqualTo(300_000_000L);
        runtime.update(node, new NodeLimits(0.6, 200 * NodeLimits.MIB, 70));
        assertThat(weight()).isEqualTo(1024);
        runtime.freeze(node);
        runtime.thaw(node);
        assertThat(weight()).isEqualTo(1024);
    }

    @Test
    void nodesAndTheirHostCarryTheNameThatTheEngineGivesItself() {
        started();
        HostName name = HostName.near(String.valueOf(raw.infoCmd().exec().getName()));
        ContainerRuntime.State state = runtime.observe(List.of());
        assertThat(state.nodes()).extracting(NodeContainer::host).containsExactly(name);
        assertThat(state.hosts()).extracting(HostReading::name).containsExactly(name);
        assertThat(state.hosts().getFirst().memoryBytes()).isPositive();
    }

    @Test
    void anImageThatSomebodyElseMakesOrRemovesIsNoticedAtOnce() throws Exception {
        runtime.buildImage(pod(), line -> {});
        PodSpec other = RealPods.fromImage("ec-test-" + cloud + ":1");
        try (AutoCloseable following = runtime.onChange(() -> {})) {
            assertThat(following).isNotNull();
            assertThat(runtime.observe(List.of(other)).images()).isEmpty();
            // the stream of events begins some time after it was asked for
            Awaiting.until(
                    "the new image is seen",
                    () -> {
                        raw.tagImageCmd(DockerImages.reference(pod()), "ec-test-" + cloud, "1")
                                .exec();
                        return runtime.observe(List.of(other)).images().containsKey(other.name());
                    });
            raw.removeImageCmd("ec-test-" + cloud + ":1").exec();
            Awaiting.until("it is gone", () -> runtime.observe(List.of(other)).images().isEmpty());
        }
    }

    @Test
    void aNodeAtItsProcessorLimitIsThrottledAndAnIdleOneIsNot() throws Exception {
        NodeContainer node = started();
        Awaiting.until(
                "an idle second",
                () ->
                        runtime.sample(List.of(node)).stream()
                                .anyMatch(usage -> usage.throttled() == 0));
        String loop =
                raw.execCreateCmd(node.id())
                        .withCmd("timeout", "20", "python3", "-c", "while True: pass")
                        .exec()
                        .getId();
        try (var running = raw.execStartCmd(loop).withDetach(true).start()) {
            assertThat(running).isNotNull();
            Awaiting.until(
                    "a throttled second",
                    () ->
                            runtime.sample(List.of(node)).stream()
                                    .anyMatch(usage -> usage.throttled() > 0.5));
        }
    }

    @Test
    void anEndedNodeIsReplacedByANewContainer() {
        NodeContainer node = started();
        raw.killContainerCmd(node.id()).exec();
        runtime.start(pod(), NODE);
        Awaiting.until("another container runs", () -> !onlyNode().id().equals(node.id()));
        assertThat(onlyNode().running()).isTrue();
    }

    @Test
    void aKilledNodeIsReportedWithItsExitCode() {
        NodeContainer node = started();
        raw.killContainerCmd(node.id()).exec();
        Awaiting.until(
                "the node has ended", () -> onlyNode().state() == NodeContainer.State.EXITED);
        assertThat(onlyNode().exitCode()).isEqualTo(137);
    }

    @Test
    void oneFailedInspectIsOneUnreadableNodeAndTheOthersAreRead() throws IOException {
        NodeContainer bad = started();
        runtime.start(pod(), NodeName.of("light-2"));
        try (FakeEngine broken = FakeEngine.beforeTheRealOne();
                DockerRuntime through =
                        new DockerRuntime(cloud, broken.address(), RealPods.POD_DOCKERFILES)) {
            broken.fail("/containers/" + bad.id() + "/json", 500, "the layer does not exist");

            List<NodeContainer> nodes = through.observe(List.of(pod())).nodes();

            assertThat(nodes).hasSize(2);
            NodeContainer node =
                    nodes.stream().filter(n -> n.id().equals(bad.id())).findFirst().orElseThrow();
            assertThat(node.unreadable())
                    .isEqualTo(
                            "Docker could not inspect container %s: the layer does not exist",
                            bad.id());
            assertThat(node.address()).isEqualTo(bad.address());
            assertThat(node.limits()).isEqualTo(bad.limits());
            assertThat(node.state()).isEqualTo(NodeContainer.State.RUNNING);
            assertThat(nodes).filteredOn(n -> n.unreadable().isEmpty()).hasSize(1);
        }
    }

    @Test
    void anExcludedDockerfileIsReportedWithItsCure(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nCOPY app.py /\n");
        Files.writeString(folder.resolve("app.py"), "pass\n");
        Files.writeString(folder.resolve(".dockerignore"), "*\n!app.py\n");
        DockerImages images = new DockerImages(engine, RealPods.POD_DOCKERFILES);

        assertThatThrownBy(() -> images.build("elastic-cloud/" + cloud, folder, "1", line -> {}))
                .isInstanceOfSatisfying(
                        PortException.class, e -> assertThat(e.isUnreachable()).isFalse())
                .hasMessage(
                        "Docker could not build elastic-cloud/%s:1: Dockerfile is excluded by"
                                + " pattern '*' in .dockerignore file; add the line '!Dockerfile' to"
                                + " that file",
                        cloud);
    }

    @Test
    void aForeignContainerOfTheSameNameIsLeftAlone() {
        runtime.buildImage(pod(), line -> {});
        runtime.createNetwork(pod().name());
        String foreign =
                raw.createContainerCmd(DockerImages.reference(pod()))
                        .withName("ec-" + cloud + "." + NODE)
                        .exec()
                        .getId();
        try {
            assertThatThrownBy(() -> runtime.start(pod(), NODE))
                    .isInstanceOf(PortException.class)
                    .hasMessageContaining("is not this pod's");
            assertThat(runtime.observe(List.of()).nodes()).isEmpty();
            assertThat(raw.inspectContainerCmd(foreign).exec().getState().getStatus())
                    .isEqualTo("created");
        } finally {
            raw.removeContainerCmd(foreign).withForce(true).exec();
        }
    }

    @Test
    void aMemoryLimitBelowUsageIsRefusedWithAReason() {
        NodeContainer node = started();
        Awaiting.until(
                "the program is loaded",
                () ->
                        runtime.sample(List.of(node)).stream()
                                .anyMatch(usage -> usage.memoryBytes() > 8 * NodeLimits.MIB));
        assertThatThrownBy(() -> runtime.update(node, NodeLimits.of(0.3, 6)))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("cannot become 6 MB");
        assertThat(inspect().getState().getRunning()).isTrue();
    }

    @Test
    void anEngineThatIsDownIsUnreachable() {
        URI nowhere = URI.create("unix:///nonexistent/docker.sock");
        try (DockerRuntime lost = new DockerRuntime(cloud, nowhere, RealPods.POD_DOCKERFILES)) {
            assertThatThrownBy(() -> lost.observe(List.of()))
                    .isInstanceOfSatisfying(
                            PortException.class, e -> assertThat(e.isUnreachable()).isTrue())
                    .hasMessageContaining("nonexistent")
                    .hasMessageContaining("start Docker");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "medium", "heavy"})
    void theSelfTestOfEachImagePasses(String name) throws Exception {
        PodSpec pod = RealPods.pod(name);
        runtime.buildImage(pod, line -> {});
        String id =
                raw.createContainerCmd(DockerImages.reference(pod))
                        .withLabels(new DockerNames(cloud).ofCloud())
                        .withCmd("python3", "-m", "elastic_job.selftest")
                        .exec()
                        .getId();
        raw.startContainerCmd(id).exec();
        try (var exit = engine.streams().waitContainerCmd(id).start()) {
            assertThat(exit.awaitStatusCode()).isZero();
        }
    }
}
