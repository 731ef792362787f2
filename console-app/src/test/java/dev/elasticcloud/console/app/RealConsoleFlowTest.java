package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Tag;

@Tag("docker")
class RealConsoleFlowTest extends ConsoleFlow {

    @Override
    HostedCloud open(ManagerConfig config) {
        return Managers.local(config);
    }

    @Override
    void assertLimits(PodStatus pod, NodeLimits limits) {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        var http = new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build();
        try (var docker = DockerClientImpl.getInstance(config, http)) {
            for (NodeStatus node : pod.nodes()) {
                var host = docker.inspectContainerCmd(node.containerId()).exec().getHostConfig();
                assertThat(host.getNanoCPUs()).isEqualTo(limits.nanoCpus());
                assertThat(host.getMemory()).isEqualTo(limits.memoryBytes());
                assertThat(host.getMemorySwap()).isEqualTo(limits.memoryBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
