package dev.elasticcloud.manager.docker.connection;

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

/// A tunnel to a Docker Engine on an ssh host: the user's own ssh forwards a local socket to the
/// engine's. When ssh ends, it is started again.
public final class SshTunnel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SshTunnel.class);

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);
    private static final long CHECK_MILLIS = 50;
    private static final long RETRY_MILLIS = 2000;
    private static final String ENGINE_SOCKET = "/var/run/docker.sock";

    private final List<String> ssh;
    private final URI address;
    private final Path folder;
    private final Thread reconnector;
    private volatile boolean closed;
    private volatile @Nullable Process process;

    private SshTunnel(List<String> ssh, URI address, Path folder) {
        this.ssh = ssh;
        this.address = address;
        this.folder = folder;
        this.reconnector = Thread.ofVirtual().name("ssh-tunnel").unstarted(this::run);
    }

    /// Opens a tunnel and waits until it is up.
    ///
    /// @param address such as `ssh://user@host:22`
    static SshTunnel open(URI address) {
        return open(address, List.of("ssh"));
    }

    /// @param ssh the program, followed by options that come before all others
    static SshTunnel open(URI address, List<String> ssh) {
        try {
            SshTunnel tunnel =
                    new SshTunnel(ssh, address, Files.createTempDirectory("elastic-cloud-ssh"));
            try {
                tunnel.connect();
            } catch (RuntimeException e) {
                tunnel.close();
                throw e;
            }
            tunnel.reconnector.start();
            return tunnel;
        } catch (IOException e) {
            throw PortException.refused("No folder can be created for the tunnel to " + address, e);
        }
    }

    /// The local end.
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
        Process started = start();
        process = started;
        long deadline = System.nanoTime() + CONNECT_LIMIT.toNanos();
        while (!Files.exists(socketFile())) {
            if (!isAlive(started) || System.nanoTime() > deadline) {
                started.destroy();
                throw PortException.of(
                        PortException.Kind.UNREACHABLE,
                        "ssh does not connect to %s (%s)".formatted(address, lastError()),
                        "check that 'docker -H %s ps' works without a password".formatted(address),
                        null);
            }
        }
    }

    private Process start() {
        List<String> command = new ArrayList<>(ssh);
        command.addAll(options(address, socketFile()));
        try {
            return new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(errors().toFile())
                    .start();
        } catch (IOException e) {
            throw PortException.of(
                    PortException.Kind.UNREACHABLE,
                    "%s is needed to reach %s but does not start"
                            .formatted(ssh.getFirst(), address),
                    "install the OpenSSH client",
                    e);
        }
    }

    private static boolean isAlive(Process ssh) {
        try {
            return !ssh.waitFor(CHECK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static List<String> options(URI address, Path socket) {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "-N",
                                "-o",
                                "BatchMode=yes",
                                "-o",
                                "ExitOnForwardFailure=yes",
                                "-o",
                                "ServerAliveInterval=10",
                                "-L"));
        String path = address.getPath();
        options.add(socket + ":" + (path == null || path.length() < 2 ? ENGINE_SOCKET : path));
        Authority whom = Authority.of(address);
        if (whom.port() > 0) {
            options.addAll(List.of("-p", String.valueOf(whom.port())));
        }
        options.add("--");
        options.add((whom.user().isEmpty() ? "" : whom.user() + "@") + whom.host());
        return options;
    }

    private String lastError() {
        try {
            String said = Files.readString(errors(), StandardCharsets.UTF_8).strip();
            return said.isEmpty() ? "it gave no reason" : said.lines().toList().getLast();
        } catch (IOException e) {
            return "it gave no reason";
        }
    }

    private void run() {
        try {
            reconnect();
        } finally {
            // ssh may have been started while the tunnel was being closed
            end(process);
        }
    }

    private void reconnect() {
        while (!closed) {
            try {
                Process running = process;
                if (running != null) {
                    running.waitFor();
                }
                if (!closed) {
                    LOG.warn("The ssh tunnel to {} broke off: {}", address, lastError());
                    Thread.sleep(RETRY_MILLIS);
                    connect();
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException | PortException e) {
                LOG.warn(
                        "The ssh tunnel to {} is down and will be retried: {}",
                        address,
                        e.getMessage());
            }
        }
    }

    private static void end(@Nullable Process ssh) {
        if (ssh != null) {
            ssh.destroy();
        }
    }

    @Override
    public void close() {
        closed = true;
        reconnector.interrupt();
        end(process);
        try {
            Files.deleteIfExists(socketFile());
            Files.deleteIfExists(errors());
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.warn("{} could not be removed: {}", folder, e.toString());
        }
    }
}
