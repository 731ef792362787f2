package dev.elasticcloud.manager.docker;

import org.jspecify.annotations.Nullable;

/// The chosen Docker host with the way to it open; closing it closes the way.
///
/// @param tunnel the way, when it is one of our own
public record DockerAccess(DockerHost host, @Nullable SshTunnel tunnel) implements AutoCloseable {

    /// Opens the way that a host needs.
    public static DockerAccess to(DockerHost host) {
        var address = host.address();
        if (address == null || !DockerHost.isSsh(host)) {
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
