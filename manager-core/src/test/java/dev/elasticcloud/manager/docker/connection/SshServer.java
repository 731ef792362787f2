package dev.elasticcloud.manager.docker.connection;

import dev.elasticcloud.manager.spi.Awaiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The sshd of this machine on a free port, which accepts only this user, with a generated key.
final class SshServer implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    /// sshd requires this folder when root starts it.
    private static final Path PRIVATE_FOLDER = Path.of("/run/sshd");

    private final Path folder;
    private final int port = freePort();
    private final boolean madePrivateFolder;
    private @Nullable Process process;

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM) && Files.isExecutable(Path.of("/usr/bin/ssh-keygen"));
    }

    /// @param folder for its keys and settings
    SshServer(Path folder) throws IOException {
        this.folder = folder;
        this.madePrivateFolder = makePrivateFolder();
        makeKey("host_key");
        makeKey("user_key");
        Files.copy(folder.resolve("user_key.pub"), folder.resolve("authorized_keys"));
        Files.writeString(
                folder.resolve("known_hosts"),
                "[127.0.0.1]:%d %s"
                        .formatted(port, Files.readString(folder.resolve("host_key.pub"))));
        Files.write(
                folder.resolve("sshd_config"),
                List.of(
                        "ListenAddress 127.0.0.1:" + port,
                        "HostKey " + folder.resolve("host_key"),
                        "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
                        "PidFile none",
                        "UsePAM no",
                        // the test's folder is private, but sshd would also reject an open folder
                        // above it
                        "StrictModes no",
                        "PasswordAuthentication no",
                        "KbdInteractiveAuthentication no"));
        writeClientConfig("ssh_config", "user_key");
        start();
    }

    private static boolean makePrivateFolder() throws IOException {
        boolean needed = isRoot() && Files.notExists(PRIVATE_FOLDER);
        if (needed) {
            Files.createDirectory(PRIVATE_FOLDER);
        }
        return needed;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private void makeKey(String name) throws IOException {
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(name).toString());
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command[0] + " ended with " + process.exitValue());
        }
    }

    private void writeClientConfig(String file, String key) throws IOException {
        Files.write(
                folder.resolve(file),
                List.of(
                        "Host *",
                        "IdentityFile " + folder.resolve(key),
                        "IdentitiesOnly yes",
                        "UserKnownHostsFile " + folder.resolve("known_hosts"),
                        "GlobalKnownHostsFile /dev/null",
                        "StrictHostKeyChecking yes"));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The address of a socket behind this server.
    URI to(Path socket) {
        return URI.create(
                "ssh://%s@127.0.0.1:%d%s".formatted(System.getProperty("user.name"), port, socket));
    }

    /// The ssh command of the accepted user.
    List<String> ssh() {
        return List.of("ssh", "-F", folder.resolve("ssh_config").toString());
    }

    /// The ssh command of a user whose key is unknown to the server.
    List<String> strangersSsh() throws IOException {
        makeKey("strange_key");
        writeClientConfig("strange_config", "strange_key");
        return List.of("ssh", "-F", folder.resolve("strange_config").toString());
    }

    /// Starts it, always on the same port.
    void start() throws IOException {
        Process started =
                new ProcessBuilder(
                                PROGRAM.toString(),
                                "-D",
                                "-e",
                                "-f",
                                folder.resolve("sshd_config").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("sshd.log").toFile()))
                        .start();
        process = started;
        Awaiting.until("sshd listens", () -> !started.isAlive() || answers());
        if (!started.isAlive()) {
            throw new IOException("sshd: " + Files.readString(folder.resolve("sshd.log")));
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /// Ends it with all its connections.
    void stop() throws InterruptedException {
        Process running = process;
        if (running != null) {
            List<ProcessHandle> sessions = running.descendants().toList();
            running.destroy();
            sessions.forEach(ProcessHandle::destroyForcibly);
            if (!running.waitFor(10, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stop();
        if (madePrivateFolder) {
            Files.deleteIfExists(PRIVATE_FOLDER);
        }
    }
}
