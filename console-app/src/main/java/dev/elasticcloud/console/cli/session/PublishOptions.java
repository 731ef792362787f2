package dev.elasticcloud.console.cli.session;

import dev.elasticcloud.console.clouds.LocalCloud;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a cloud can be reached on the Docker host, and which addresses its networks use.
public final class PublishOptions {

    private static final int PORT = 8088;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description =
                    "The balancer's port for jobs; default: 8088, or one of the next ports when another"
                            + " program has that one.")
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

    /// What these options say of a cloud.
    public Programs.Hosted hosted(LocalCloud cloud, boolean simulated) {
        return new Programs.Hosted(
                cloud, simulated, port == null ? PORT : port, port == null, publish, subnets);
    }
}
