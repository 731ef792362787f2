package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Reach;
import java.util.ArrayList;
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

    private static List<String> variables(DockerEngine engine, PodSpec pod, NodeName node) {
        List<String> variables = new ArrayList<>();
        if (pod.network() == Reach.OUTWARD) {
            engine.proxies().forEach((name, value) -> variables.add(name + "=" + value));
        }
        variables.add("NODE_NAME=" + node);
        variables.add("POD_NAME=" + pod.name());
        return variables;
    }

    /// Creates a node's container without starting it, and returns its id.
    ///
    /// @param init whether the engine's init program is the first process: it ends the processes that
    ///     the node's program leaves behind, which would fill the limit on processes
    public static String create(
            DockerEngine engine, DockerNames names, PodSpec pod, NodeName node, boolean init) {
        return engine.commands()
                .createContainerCmd(DockerImages.reference(pod))
                .withName(names.container(node))
                .withLabels(names.ofNode(pod, node))
                .withUser(USER)
                .withEnv(variables(engine, pod, node))
                .withHostName(node.value().replace('_', '-'))
                .withHostConfig(
                        ContainerRules.node(
                                hardened(pod.limits())
                                        .withInit(init)
                                        .withCpuShares(CpuWeight.STARTING.shares())
                                        .withNetworkMode(names.network(pod.name()))))
                .exec()
                .getId();
    }
}
