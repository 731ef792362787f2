package dev.elasticcloud.manager.docker;

import static dev.elasticcloud.manager.docker.RealRuntime.NODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.observed.HostReading;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.ContainerRuntimeContract;
import dev.elasticcloud.manager.spi.NodeShell;
import dev.elasticcloud.manager.spi.PortException;
import dev.elasticcloud.manager.spi.ShellScreen;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The runtime on a real engine: the contract, and what only Docker has.
@Tag("docker")
class DockerRuntimeTest extends ContainerRuntimeContract {

    @AutoClose private final RealRuntime real = new RealRuntime();

    @Override
    protected ContainerRuntime runtime() {
        return real.runtime();
    }

    @Override
    protected PodSpec pod() {
        return RealPods.light();
    }

    @Test
    void removingAllOfACloudRemovesItsVolumesAndNoOthers() {
        String other = RealPods.freshCloud();
        real.raw()
                .createVolumeCmd()
                .withName("ec-" + real.cloud() + "-balancer")
                .withLabels(new DockerNames(real.cloud()).ofBalancer())
                .exec();
        real.raw()
                .createVolumeCmd()
                .withName("ec-" + other + "-balancer")
                .withLabels(new DockerNames(other).ofBalancer())
                .exec();
        try {
            assertThat(real.runtime().leftovers()).isEqualTo(new DockerRuntime.Leftovers(0, 0, 1));

            real.runtime().removeAll();

            assertThat(real.runtime().leftovers()).isEqualTo(new DockerRuntime.Leftovers(0, 0, 0));
            assertThat(real.raw().inspectVolumeCmd("ec-" + other + "-balancer").exec().getName())
                    .isNotEmpty();
        } finally {
            real.raw().removeVolumeCmd("ec-" + other + "-balancer").exec();
        }
    }

    @Test
    void nodesAndTheirHostCarryTheEnginesOwnName() {
        real.started();
        HostName name = HostName.near(String.valueOf(real.raw().infoCmd().exec().getName()));
        ContainerRuntime.State state = real.runtime().observe(List.of());
        assertThat(state.nodes()).extracting(NodeContainer::host).containsExactly(name);
        assertThat(state.hosts()).extracting(HostReading::name).containsExactly(name);
        assertThat(state.hosts().getFirst().memoryBytes()).isPositive();
    }

    @Test
    void anImageTaggedOrRemovedByOthersIsNoticedAtOnce() throws Exception {
        real.runtime().buildImage(RealPods.light(), line -> {});
        PodSpec other = RealPods.fromImage("ec-test-" + real.cloud() + ":1");
        try (AutoCloseable following = real.runtime().onChange(() -> {})) {
            assertThat(following).isNotNull();
            assertThat(real.runtime().observe(List.of(other)).images()).isEmpty();
            // the event stream starts a moment after the request, so the tag is repeated until it
            // is seen
            Awaiting.until(
                    "the new image is seen",
                    () -> {
                        real.raw()
                                .tagImageCmd(
                                        DockerImages.reference(RealPods.light()),
                                        "ec-test-" + real.cloud(),
                                        "1")
                                .exec();
                        return real.runtime()
                                .observe(List.of(other))
                                .images()
                                .containsKey(other.name());
                    });
            real.raw().removeImageCmd("ec-test-" + real.cloud() + ":1").exec();
            Awaiting.until(
                    "it is gone", () -> real.runtime().observe(List.of(other)).images().isEmpty());
        }
    }

    @Test
    void anEndedNodeIsReplacedByANewContainer() {
        NodeContainer node = real.started();
        real.raw().killContainerCmd(node.id()).exec();
        real.runtime().start(RealPods.light(), NODE);
        Awaiting.until("another container runs", () -> !real.onlyNode().id().equals(node.id()));
        assertThat(real.onlyNode().running()).isTrue();
    }

    @Test
    void aKilledNodeIsReportedWithItsExitCode() {
        NodeContainer node = real.started();
        real.raw().killContainerCmd(node.id()).exec();
        Awaiting.until(
                "the node has ended", () -> real.onlyNode().state() == NodeContainer.State.EXITED);
        assertThat(real.onlyNode().exitCode()).isEqualTo(137);
    }

    @Test
    void aForeignContainerOfTheSameNameIsLeftAlone() {
        real.runtime().buildImage(RealPods.light(), line -> {});
        real.runtime().createNetwork(RealPods.light().name());
        String foreign =
                real.raw()
                        .createContainerCmd(DockerImages.reference(RealPods.light()))
                        .withName("ec-" + real.cloud() + "." + NODE)
                        .exec()
                        .getId();
        try {
            assertThatThrownBy(() -> real.runtime().start(RealPods.light(), NODE))
                    .isInstanceOf(PortException.class)
                    .hasMessageContaining("does not belong to this pod");
            assertThat(real.runtime().observe(List.of()).nodes()).isEmpty();
            assertThat(real.raw().inspectContainerCmd(foreign).exec().getState().getStatus())
                    .isEqualTo("created");
        } finally {
            real.raw().removeContainerCmd(foreign).withForce(true).exec();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "medium", "heavy"})
    void theSelfTestOfEachImagePasses(String name) throws Exception {
        PodSpec pod = RealPods.pod(name);
        real.runtime().buildImage(pod, line -> {});
        String id =
                real.raw()
                        .createContainerCmd(DockerImages.reference(pod))
                        .withLabels(new DockerNames(real.cloud()).ofCloud())
                        .withCmd("python3", "-m", "elastic_job.selftest")
                        .exec()
                        .getId();
        real.raw().startContainerCmd(id).exec();
        try (var exit = real.engine().streams().waitContainerCmd(id).start()) {
            assertThat(exit.awaitStatusCode()).isZero();
        }
    }

    @Test
    void aShellRunsAsTheContainersOwnUserAndLeavesNoProcessBehind() {
        NodeContainer node = real.started();
        ShellScreen screen = new ShellScreen();
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        try (NodeShell shell = real.runtime().openShell(node, TerminalSize.USUAL, screen, ended)) {
            shell.write(ShellScreen.line("echo user $(id -u) $SHLVL $TERM"));
            screen.await("xterm-256color");
            assertThat(screen.text()).doesNotContain("\nuser 0", "shell ");
            // a program in the foreground that ignores nothing, and one the shell waits for
            shell.write(ShellScreen.line("sleep 4321"));
            Awaiting.until("it runs", () -> processes(node).contains("sleep 4321"));
        }
        Awaiting.until(
                "neither the shell nor its program is left",
                () -> !processes(node).contains("sleep 4321") && !processes(node).contains("bash"));
        assertThat(ended).isDone();
    }

    private String processes(NodeContainer node) {
        return List.of(real.raw().topContainerCmd(node.id()).exec().getProcesses()).stream()
                .map(process -> String.join(" ", process))
                .collect(Collectors.joining("\n"));
    }
}
