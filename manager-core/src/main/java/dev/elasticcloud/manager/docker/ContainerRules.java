package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import dev.elasticcloud.manager.spi.PortException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules that every container must meet. They check the final settings right before these are
/// sent to the engine, wherever they were composed.
public final class ContainerRules {

    private ContainerRules() {}

    /// A node: every resource limited, no host folder mounted.
    static HostConfig node(HostConfig config) {
        bounded(config.getNanoCPUs(), "processor");
        weighs(config, CpuWeight.STARTING);
        return confined(config, Set.of());
    }

    /// The balancer, the only container that shares a folder with the host.
    ///
    /// @param folder the manager's private one, or the volume that stands for it on another machine
    public static HostConfig balancer(HostConfig config, String folder) {
        weighs(config, CpuWeight.BALANCER);
        return confined(config, Set.of(folder));
    }

    /// New limits of a running node.
    static void limits(@Nullable Long nanoCpus, @Nullable Long memory, @Nullable Long pids) {
        bounded(nanoCpus, "processor");
        bounded(memory, "memory");
        bounded(pids, "process");
    }

    private static HostConfig confined(HostConfig config, Set<String> folders) {
        bounded(config.getMemory(), "memory");
        bounded(config.getPidsLimit(), "process");
        require(
                Objects.equals(config.getMemory(), config.getMemorySwap()),
                "its swap is not bounded by its memory limit");
        require(!Boolean.TRUE.equals(config.getPrivileged()), "it is privileged");
        require(
                config.getCapAdd() == null || config.getCapAdd().length == 0,
                "it is given capabilities");
        require(
                config.getCapDrop() != null
                        && List.of(config.getCapDrop()).contains(Capability.ALL),
                "it keeps some capabilities");
        require(
                config.getSecurityOpts() != null
                        && config.getSecurityOpts().equals(List.of("no-new-privileges:true")),
                "it may gain privileges, or its seccomp profile is not the default one");
        require(Boolean.TRUE.equals(config.getReadonlyRootfs()), "its root is writable");
        require(
                config.getDevices() == null || config.getDevices().length == 0,
                "it is given devices");
        require(
                isOwn(config.getNetworkMode())
                        && isOwn(config.getPidMode())
                        && isOwn(config.getIpcMode()),
                "it shares a namespace of the host");
        require(
                config.getBinds() == null
                        || Arrays.stream(config.getBinds())
                                .allMatch(bind -> folders.contains(bind.getPath())),
                "it mounts a folder of the host");
        require(config.getMounts() == null || config.getMounts().isEmpty(), "it is given a mount");
        return config;
    }

    private static void weighs(HostConfig config, CpuWeight weight) {
        require(
                Objects.equals(config.getCpuShares(), weight.shares()),
                "its processor weight is not " + weight.shares());
    }

    private static boolean isOwn(@Nullable String mode) {
        return mode == null || !(mode.equals("host") || mode.startsWith("container:"));
    }

    private static void bounded(@Nullable Long limit, String what) {
        require(limit != null && limit > 0, "it has no " + what + " limit");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw PortException.refused(
                    "The container was not created, because "
                            + otherwise
                            + "; this is a fault of the manager, please report it",
                    null);
        }
    }
}
