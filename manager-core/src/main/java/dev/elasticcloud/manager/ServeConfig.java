package dev.elasticcloud.manager;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The configuration of a manager's server.
///
/// @param cloud the cloud's name
/// @param data where the tokens, the audit log and the endpoint file live
/// @param remembers whether tokens and the audit log are kept in the cloud's own store; otherwise
///     they last as long as the server
/// @param host the address to listen on
/// @param port the port to listen on; 0 picks a free one
/// @param certificate a PEM file; needed with its key for all but loopback addresses
/// @param otherNames names by which others reach this machine
public record ServeConfig(
        String cloud,
        Path data,
        boolean remembers,
        String host,
        int port,
        @Nullable Path certificate,
        @Nullable Path key,
        List<String> otherNames) {

    public ServeConfig {
        otherNames = List.copyOf(otherNames);
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException(
                    "A certificate needs its key, and a key needs its certificate");
        }
    }

    /// On this machine alone.
    public static ServeConfig loopback(String cloud, Path data, boolean remembers, int port) {
        return new ServeConfig(cloud, data, remembers, "127.0.0.1", port, null, null, List.of());
    }
}
