package dev.elasticcloud.console;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Opens the cloud that a program hosts in this process, on Docker or simulated.
///
/// @param home the folder with pods and the balancer's files
record CloudOpener(Path home) {

    /// The name of the one cloud that a machine's commands and console share.
    static final String CLOUD = "default";

    /// Opens a cloud.
    ///
    /// @param port where jobs reach the balancer; 0 for any free one
    /// @param publish the Docker host's address that the balancer listens on
    /// @throws CloudException when another program holds the port on this machine
    HostedCloud open(String name, boolean simulated, Path data, int port, String publish) {
        ManagerConfig config = new ManagerConfig(name, home, data, port, publish);
        if (simulated) {
            return Managers.simulated(config);
        }
        HostedCloud cloud = Managers.local(config);
        boolean here = publish.equals(ManagerConfig.LOOPBACK);
        if (here && port != 0 && !cloud.snapshot().balancer().running() && isTaken(port)) {
            cloud.close();
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    "Port %d on 127.0.0.1 is taken by another program: stop that, or choose another with --port"
                            .formatted(port));
        }
        return cloud;
    }

    /// Opens a simulated cloud to look around in, in a temporary folder.
    CloudManager openSimulated() {
        return Managers.simulated(new ManagerConfig("simulated", home, temporaryFolder(), 0));
    }

    /// The pods that the installation brings along, as a cloud that nobody has changed declares
    /// them.
    List<PodSpec> pods() {
        try (CloudManager fresh = openSimulated()) {
            return fresh.snapshot().podsBySize().stream().map(PodStatus::spec).toList();
        }
    }

    /// Whether another program listens where the balancer would.
    private static boolean isTaken(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return !probe.isBound();
        } catch (IOException e) {
            return true;
        }
    }

    static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("elastic-cloud-demo");
        } catch (IOException e) {
            throw new CloudException(
                    ErrorCode.UNAVAILABLE, "Cannot create a temporary folder: " + e, e);
        }
    }
}
