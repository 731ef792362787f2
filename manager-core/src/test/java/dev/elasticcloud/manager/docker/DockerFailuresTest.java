package dev.elasticcloud.manager.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.docker.connection.FakeEngine;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the engine cannot do, and how it is reported.
@Tag("docker")
class DockerFailuresTest {

    @AutoClose private final RealRuntime real = new RealRuntime();

    @Test
    void oneFailedInspectIsOneUnreadableNodeAndTheOthersAreRead() throws IOException {
        NodeContainer bad = real.started();
        real.runtime().start(RealPods.light(), NodeName.of("light-2"));
        try (FakeEngine broken = FakeEngine.beforeTheRealOne();
                DockerRuntime through =
                        new DockerRuntime(
                                real.cloud(), broken.address(), RealPods.POD_DOCKERFILES)) {
            broken.fail("/containers/" + bad.id() + "/json", 500, "the layer does not exist");

            List<NodeContainer> nodes = through.observe(List.of(RealPods.light())).nodes();

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
    void anEngineThatIsDownIsUnreachable() {
        URI nowhere = URI.create("unix:///nonexistent/docker.sock");
        try (DockerRuntime lost =
                new DockerRuntime(real.cloud(), nowhere, RealPods.POD_DOCKERFILES)) {
            assertThatThrownBy(() -> lost.observe(List.of()))
                    .isInstanceOfSatisfying(
                            PortException.class, e -> assertThat(e.isUnreachable()).isTrue())
                    .hasMessageContaining("nonexistent")
                    .hasMessageContaining("start Docker");
        }
    }
}
