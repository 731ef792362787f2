package dev.elasticcloud.manager;

import java.nio.file.Path;

/// What a local manager needs to know.
///
/// @param cloud the cloud's name; several clouds on one Docker host do not see each other
/// @param home the folder that holds `pod-dockerfiles` and `haproxy`
/// @param data where the store and the balancer's folder live
/// @param port where the balancer listens on 127.0.0.1; 0 picks a free one
public record ManagerConfig(String cloud, Path home, Path data, int port) {

    public ManagerConfig {
        if (!cloud.matches("[a-z0-9][a-z0-9-]{0,20}")) {
            throw new IllegalArgumentException(
                    "'" + cloud + "' is not a cloud name: use up to 21 of a-z, 0-9 and '-'");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Port " + port + " is not from 0 to 65535");
        }
    }

    public Path pods() {
        return home.resolve("pod-dockerfiles");
    }

    /// The file that holds all that the cloud remembers.
    public Path store() {
        return data.resolve(cloud + ".db");
    }

    public Path balancer() {
        return home.resolve("haproxy");
    }
}
