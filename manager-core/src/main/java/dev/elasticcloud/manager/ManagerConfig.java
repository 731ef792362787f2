package dev.elasticcloud.manager;

import dev.elasticcloud.manager.docker.subnet.SubnetChoice;
import java.nio.file.Path;
import java.util.List;

/// The configuration of a local manager.
///
/// @param cloud the cloud's name; several clouds on one Docker host do not see each other
/// @param home the folder that holds `pod-dockerfiles` and `haproxy`
/// @param data where the store and the balancer's folder live
/// @param port where the balancer listens; 0 picks a free one
/// @param publish the address of the Docker host that the balancer listens on
/// @param portMoves whether the balancer takes one of the next ports when its own is taken
/// @param subnets ranges of addresses for the cloud's networks, such as `10.89.0.0/16`, with commas
///     between them; empty for the usual ones
public record ManagerConfig(
        String cloud,
        Path home,
        Path data,
        int port,
        String publish,
        boolean portMoves,
        String subnets) {

    /// Only this machine reaches the balancer.
    public static final String LOOPBACK = "127.0.0.1";

    public ManagerConfig(String cloud, Path home, Path data, int port) {
        this(cloud, home, data, port, LOOPBACK);
    }

    public ManagerConfig(String cloud, Path home, Path data, int port, String publish) {
        this(cloud, home, data, port, publish, false, "");
    }

    public ManagerConfig {
        if (!cloud.matches("[a-z0-9][a-z0-9-]{0,20}")) {
            throw new IllegalArgumentException(
                    "'" + cloud + "' is not a cloud name: use up to 21 of a-z, 0-9 and '-'");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Port " + port + " is not from 0 to 65535");
        }
        if (!publish.matches("[0-9a-fA-F.:]{2,45}")) {
            throw new IllegalArgumentException(
                    "'" + publish + "' is not an IP address to publish the balancer at");
        }
        SubnetChoice.of(subnets, List::of);
    }

    public Path pods() {
        return pods(home);
    }

    /// The folder of the shipped pods.
    public static Path pods(Path home) {
        return home.resolve("pod-dockerfiles");
    }

    /// The database file of the cloud.
    public Path store() {
        return data.resolve(cloud + ".db");
    }

    public Path balancer() {
        return home.resolve("haproxy");
    }
}
