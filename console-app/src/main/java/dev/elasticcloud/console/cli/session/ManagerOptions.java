package dev.elasticcloud.console.cli.session;

import dev.elasticcloud.console.clouds.LocalCloud;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of a manager in this process, with a window or without one.
public final class ManagerOptions {

    private static final int PORT = 8088;

    @Option(names = "--simulated", description = "Use a simulated cloud in memory, without Docker.")
    boolean simulated;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = {
                "The balancer's port for jobs; default: 8088, or one of the next ports when another",
                "program has that one."
            })
    @Nullable Integer port;

    @Option(
            names = "--publish",
            paramLabel = "ADDRESS",
            description = {
                "The Docker host's address that the balancer listens on; default:",
                "${DEFAULT-VALUE}, which only that host can reach."
            })
    String publish = "127.0.0.1";

    @Option(
            names = "--subnets",
            paramLabel = "RANGES",
            description = {
                "Addresses for the cloud's networks, such as 10.89.0.0/16,172.29.0.0/16; default:",
                "private ones that neither Docker's networks nor this host's routes (a VPN) use."
            })
    String subnets = "";

    @Option(names = "--yes", description = "Install what is missing (done by the launcher).")
    boolean yes;

    /// What these options say of a cloud.
    public Programs.Hosted hosted(LocalCloud cloud) {
        return new Programs.Hosted(
                cloud, simulated, port == null ? PORT : port, port == null, publish, subnets);
    }
}
