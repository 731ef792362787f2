package dev.elasticcloud.manager.docker.connection;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// The chosen Docker host, ready to be connected to. Closing it closes the ssh tunnel, if it has
/// one.
public record DockerAccess(DockerHost host, @Nullable SshTunnel tunnel) implements AutoCloseable {

    /// Opens the ssh tunnel that a host needs; other hosts need none.
    public static DockerAccess to(DockerHost host) {
        URI address = host.address();
        if (address == null || !host.isSsh()) {
            return new DockerAccess(host, null);
        }
        SshTunnel tunnel = SshTunnel.open(address);
        return new DockerAccess(host.through(tunnel.socket()), tunnel);
    }

    @Override
    public void close() {
        if (tunnel != null) {
            tunnel.close();
        }
    }
}
