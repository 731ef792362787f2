package dev.elasticcloud.manager.docker.balancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.docker.DockerRuntime;
import dev.elasticcloud.manager.docker.RealPods;
import dev.elasticcloud.manager.docker.connection.DockerHost;
import dev.elasticcloud.manager.docker.subnet.SubnetChoice;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class BalancerPortTest {

    private static final Path HAPROXY = RealPods.HOME.resolve("haproxy");

    private final String cloud = RealPods.freshCloud();

    @TempDir Path folder;

    private DockerBalancerHost host(BalancerPort port) throws IOException {
        Files.writeString(
                folder.resolve("haproxy.cfg"),
                "defaults\n  mode http\n  timeout connect 1s\n  timeout client 1s\n  timeout server 1s\n"
                        + "frontend f\n  bind :8080\n");
        return DockerBalancerHost.at(
                cloud,
                DockerHost.ofThisProcess(),
                folder,
                HAPROXY,
                "127.0.0.1",
                port,
                SubnetChoice.usual());
    }

    @AfterEach
    void nothingIsLeft() {
        try (DockerRuntime runtime = new DockerRuntime(cloud, null, RealPods.POD_DOCKERFILES)) {
            runtime.removeAll();
        }
    }

    @Test
    void aPortThatAnotherProgramHasIsPassedOver() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DockerBalancerHost host = host(new BalancerPort(other.getLocalPort(), true))) {
            host.start();

            int moved = portOf(host.observe().url());
            assertThat(moved).isBetween(other.getLocalPort() + 1, other.getLocalPort() + 50);
        }
    }

    @Test
    void aPortThatTheOwnerNamedIsTakenOrRefused() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                DockerBalancerHost host = host(new BalancerPort(other.getLocalPort(), false))) {
            assertThatThrownBy(host::start)
                    .isInstanceOf(PortException.class)
                    .hasMessageContaining("Port " + other.getLocalPort())
                    .hasMessageContaining("--port");
        }
    }

    private static int portOf(String url) {
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
    }
}
