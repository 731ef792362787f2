package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.util.List;
import java.util.Map;

/// Creates the containers of nodes, hardened: no capabilities, no new privileges, a read-only root,
/// and limits on CPU, memory, processes and logs.
public final class NodeContainers {

    private static final String USER = "10001:10001";

    private NodeContainers() {}

    /// The settings that every container of a cloud starts from.
    public static HostConfig hardened(NodeLimits limits) {
        return HostConfig.newHostConfig()
                .withNanoCPUs(limits.nanoCpus())
                .withMemory(limits.memoryBytes())
                .withMemorySwap(limits.memoryBytes())
                .withPidsLimit((long) limits.pids())
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges:true"))
                .withReadonlyRootfs(true)
                .withTmpFs(Map.of("/tmp", "rw,noexec,nosuid,nodev,size=64m"))
                .withLogConfig(
                        new LogConfig(
                                LogConfig.LoggingType.JSON_FILE,
                                Map.of("max-size", "5m", "max-file", "2")))
                .withRestartPolicy(RestartPolicy.noRestart());
    }

    /// Creates a node's container without starting it, and returns its id.
    public static String create(
            DockerEngine engine, DockerNames names, PodSpec pod, NodeName node) {
        return engine.commands()
                .createContainerCmd(DockerImages.reference(pod))
                .withName(names.container(node))
                .withLabels(names.ofNode(pod, node))
                .withUser(USER)
                .withEnv("NODE_NAME=" + node, "POD_NAME=" + pod.name())
                .withHostName(node.value().replace('_', '-'))
                .withHostConfig(
                        ContainerRules.node(
                                hardened(pod.limits())
                                        .withCpuShares(CpuWeight.STARTING.shares())
                                        .withNetworkMode(names.network(pod.name()))))
                .exec()
                .getId();
    }
}
