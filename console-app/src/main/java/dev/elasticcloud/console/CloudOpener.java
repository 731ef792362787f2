package dev.elasticcloud.console;

import dev.elasticcloud.console.cli.session.Programs;
import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.api.HostedCloud;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.nio.file.Path;
import java.util.List;

/// Opens the cloud that a program hosts in this process, on Docker or simulated.
///
/// @param home the folder with pods and the balancer's files
record CloudOpener(Path home) {

    /// Opens a cloud.
    ///
    /// @throws CloudException when another program holds the port that the owner named
    HostedCloud open(Programs.Hosted wanted) {
        int port = wanted.port();
        ManagerConfig config = config(wanted);
        if (wanted.simulated()) {
            return Managers.simulated(config);
        }
        HostedCloud cloud = Managers.local(config);
        boolean named =
                !wanted.portMoves() && port != 0 && wanted.publish().equals(ManagerConfig.LOOPBACK);
        if (named
                && !cloud.snapshot().balancer().running()
                && !FreePort.isFree(ManagerConfig.LOOPBACK, port)) {
            cloud.close();
            throw new CloudException(
                    ErrorCode.UNAVAILABLE,
                    "Port %d on 127.0.0.1 is in use by another program: stop it, or choose another with --port"
                            .formatted(port));
        }
        return cloud;
    }

    ManagerConfig config(Programs.Hosted wanted) {
        return new ManagerConfig(
                wanted.cloud().name(),
                home,
                wanted.cloud().data(),
                wanted.port(),
                wanted.publish(),
                wanted.portMoves(),
                wanted.subnets());
    }

    /// Opens a simulated cloud to look around in. It is in memory: no data folder is used.
    CloudManager openSimulated() {
        return Managers.simulated(new ManagerConfig("simulated", home, home, 0));
    }

    /// The pods that come with the installation, with their declared settings.
    List<PodSpec> pods() {
        return Managers.declaredPods(ManagerConfig.pods(home)).stream()
                .sorted(CloudSpec.BY_SIZE)
                .toList();
    }
}
