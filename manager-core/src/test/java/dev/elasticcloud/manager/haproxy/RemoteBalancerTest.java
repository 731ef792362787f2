package dev.elasticcloud.manager.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.docker.balancer.BalancerPort;
import dev.elasticcloud.manager.docker.balancer.DockerBalancerHost;
import dev.elasticcloud.manager.docker.connection.DockerHost;
import dev.elasticcloud.manager.docker.subnet.SubnetChoice;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/// The balancer on a machine that shares no folder with this one: the local engine, treated as a
/// remote one.
@Tag("docker")
class RemoteBalancerTest extends HaproxyBalancerTest {

    private static final DockerHost REMOTE =
            new DockerHost("tcp://127.0.0.1:2376", URI.create("unix:///var/run/docker.sock"), true);

    @Override
    public void deleteRuntimeSocket() throws Exception {
        String container = "ec-" + cloud() + "-balancer";
        Process docker =
                new ProcessBuilder(
                                "docker",
                                "exec",
                                container,
                                "rm",
                                "/run/elastic-cloud/haproxy.sock")
                        .inheritIO()
                        .start();
        assertThat(docker.waitFor()).isZero();
    }

    @Override
    DockerBalancerHost host(String ofCloud, Path data) {
        return DockerBalancerHost.at(
                ofCloud,
                REMOTE,
                data,
                BalancerRig.HAPROXY,
                "127.0.0.1",
                new BalancerPort(0, false),
                SubnetChoice.usual());
    }
}
