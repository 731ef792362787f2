package dev.elasticcloud.manager.docker;

import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A way to a Docker Engine behind ssh: the user's own ssh carries a socket of ours to the engine's,
/// and is started again when it breaks off.
public final class SshTunnel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SshTunnel.class);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LOOK_MILLIS = 50;
    private static final long PAUSE_MILLIS = 2000;
    private static final String ENGINE_SOCKET = "/var/run/docker.sock";

    private final URI address;
    private final Path folder;
    private final Thread keeper;
    private volatile boolean closed;
    private volatile @Nullable Process process;

    private SshTunnel(URI address, Path folder) {
        this.address = address;
        this.folder = folder;
        this.keeper = Thread.ofVirtual().name("ssh-tunnel").unstarted(this::keep);
    }

    /// Opens a tunnel and waits until it carries.
    ///
    /// @param address such as `ssh://user@host:22`
    static SshTunnel open(URI address) {
        try {
            SshTunnel tunnel =
                    new SshTunnel(address, Files.createTempDirectory("elastic-cloud-ssh"));
            try {
                tunnel.connect();
            } catch (RuntimeException e) {
                tunnel.close();
                throw e;
            }
            tunnel.keeper.start();
            return tunnel;
        } catch (IOException e) {
            throw PortException.refused("No folder can be made for the way to " + address, e);
        }
    }

    /// The near end.
    URI socket() {
        return URI.create("unix://" + socketFile());
    }

    private Path socketFile() {
        return folder.resolve("docker.sock");
    }

    private Path errors() {
        return folder.resolve("ssh.err");
    }

    private void connect() throws IOException {
        Files.deleteIfExists(socketFile());
        Process ssh =
                new ProcessBuilder(command(address, socketFile()))
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(errors().toFile())
                        .start();
        process = ssh;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(socketFile())) {
            if (!isAlive(ssh) || System.nanoTime() > deadline) {
                ssh.destroy();
                throw PortException.unreachable(
                        "ssh to %s does not connect (%s): see that 'docker -H %s ps' works without a password"
                                .formatted(address, complaint(), address),
                        null);
            }
        }
    }

    private static boolean isAlive(Process ssh) {
        try {
            return !ssh.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static List<String> command(URI address, Path socket) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "ssh",
                                "-N",
                                "-o",
                                "BatchMode=yes",
                                "-o",
                                "ExitOnForwardFailure=yes",
                                "-o",
                                "ServerAliveInterval=10",
                                "-L"));
        String path = address.getPath();
        command.add(socket + ":" + (path == null || path.length() < 2 ? ENGINE_SOCKET : path));
        if (address.getPort() > 0) {
            command.addAll(List.of("-p", String.valueOf(address.getPort())));
        }
        String user = address.getUserInfo();
        command.add("--");
        command.add((user == null ? "" : user + "@") + address.getHost());
        return command;
    }

    private String complaint() {
        try {
            String said = Files.readString(errors(), StandardCharsets.UTF_8).strip();
            return said.isEmpty() ? "it says nothing" : said.lines().toList().getLast();
        } catch (IOException e) {
            return "it says nothing";
        }
    }

    private void keep() {
        while (!closed) {
            try {
                Process ssh = process;
                if (ssh != null) {
                    ssh.waitFor();
                }
                if (!closed) {
                    LOG.warn("The ssh tunnel to {} broke off: {}", address, complaint());
                    Thread.sleep(PAUSE_MILLIS);
                    connect();
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException | PortException e) {
                LOG.warn("The ssh tunnel to {} is tried again: {}", address, e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        keeper.interrupt();
        Process ssh = process;
        if (ssh != null) {
            ssh.destroy();
        }
        try {
            Files.deleteIfExists(socketFile());
            Files.deleteIfExists(errors());
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.warn("{} could not be removed: {}", folder, e.toString());
        }
    }
}
