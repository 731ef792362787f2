package dev.elasticcloud.console.app;

import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.junit.jupiter.api.Tag;

@Tag("docker")
class RealConsoleFlowTest extends ConsoleFlow {

    @Override
    HostedCloud open(ManagerConfig config) {
        return Managers.local(config);
    }

    @Override
    boolean haveLimits(PodStatus pod, NodeLimits limits) {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
        var http = new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build();
        try (var docker = DockerClientImpl.getInstance(config, http)) {
            return pod.nodes().stream()
                    .map(node -> docker.inspectContainerCmd(node.containerId()).exec())
                    .allMatch(container -> has(container.getHostConfig(), limits));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean has(HostConfig host, NodeLimits limits) {
        return Objects.equals(host.getNanoCPUs(), limits.nanoCpus())
                && Objects.equals(host.getMemory(), limits.memoryBytes())
                && Objects.equals(host.getMemorySwap(), limits.memoryBytes());
    }
}
