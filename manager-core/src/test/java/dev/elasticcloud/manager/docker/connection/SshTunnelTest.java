package dev.elasticcloud.manager.docker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tunnels to a Docker Engine through a real ssh server on this machine.
class SshTunnelTest {

    @TempDir Path folder;
    private SshServer server;
    private ServerSocketChannel engine;
    private Path engineSocket;

    @BeforeEach
    void startServerAndEngine() throws IOException {
        assumeTrue(
                SshServer.isInstalled(),
                "There is no sshd on this machine: install the package openssh-server");
        server = new SshServer(folder);
        engineSocket = folder.resolve("engine.sock");
        engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        engine.bind(UnixDomainSocketAddress.of(engineSocket));
        Thread.ofVirtual().start(this::answer);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        if (server != null) {
            engine.close();
            server.close();
        }
    }

    /// Returns each word in capitals, which proves that the engine answered.
    private void answer() {
        while (engine.isOpen()) {
            try (SocketChannel caller = engine.accept()) {
                ByteBuffer word = ByteBuffer.allocate(64);
                caller.read(word);
                caller.write(utf8(text(word).toUpperCase(Locale.ROOT)));
            } catch (IOException e) {
                // the test has ended, or the tunnel broke
            }
        }
    }

    private static String text(ByteBuffer word) {
        return StandardCharsets.UTF_8.decode(word.flip()).toString();
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String ask(SshTunnel tunnel) throws IOException {
        UnixDomainSocketAddress near =
                UnixDomainSocketAddress.of(Path.of(tunnel.socket().getPath()));
        try (SocketChannel channel = SocketChannel.open(near)) {
            channel.write(utf8("ping"));
            ByteBuffer reply = ByteBuffer.allocate(64);
            channel.read(reply);
            return text(reply);
        }
    }

    private static boolean carries(SshTunnel tunnel) {
        try {
            return ask(tunnel).equals("PING");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void theTunnelCarriesRequestsAndLeavesNothingBehind() throws IOException {
        SshTunnel tunnel = SshTunnel.open(server.to(engineSocket), server.ssh());
        Path near = Path.of(tunnel.socket().getPath());

        assertThat(ask(tunnel)).isEqualTo("PING");
        assertThat(ask(tunnel)).isEqualTo("PING");

        tunnel.close();
        assertThat(near.getParent()).doesNotExist();
        Awaiting.until(
                "ssh has ended",
                () -> ProcessHandle.current().children().noneMatch(SshTunnelTest::isSsh));
    }

    private static boolean isSsh(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/ssh");
    }

    @Test
    void aBrokenTunnelIsReopened() throws IOException, InterruptedException {
        try (SshTunnel tunnel = SshTunnel.open(server.to(engineSocket), server.ssh())) {
            assertThat(ask(tunnel)).isEqualTo("PING");

            server.stop();
            Awaiting.until("the tunnel is down", () -> !carries(tunnel));
            server.start();

            Awaiting.until("the tunnel carries again", () -> carries(tunnel));
        }
    }

    @Test
    void aRefusedLoginSaysWhyAndWhatToTry() throws IOException {
        URI address = server.to(engineSocket);
        List<String> strangers = server.strangersSsh();

        assertThatThrownBy(() -> SshTunnel.open(address, strangers))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("Permission denied")
                .hasMessageContaining("docker -H %s ps".formatted(address));
    }

    @Test
    void aHostWithAnotherKeyIsRejected() throws IOException {
        Files.writeString(
                folder.resolve("known_hosts"),
                Files.readString(folder.resolve("known_hosts"))
                        .replaceFirst(
                                "ssh-ed25519 .*",
                                Files.readString(folder.resolve("user_key.pub")).strip()));

        assertThatThrownBy(() -> SshTunnel.open(server.to(engineSocket), server.ssh()))
                .hasMessageContaining("Host key verification failed");
    }

    @Test
    void aMissingSshSaysToInstallIt() {
        assertThatThrownBy(() -> SshTunnel.open(server.to(engineSocket), List.of("/nowhere/ssh")))
                .hasMessageContaining("install the OpenSSH client");
    }

    @Test
    @Tag("docker")
    void theRealEngineAnswersThroughTheTunnel() {
        URI address = server.to(Path.of("/var/run/docker.sock"));
        try (SshTunnel tunnel = SshTunnel.open(address, server.ssh());
                DockerEngine far =
                        DockerEngine.at(DockerHost.at(address).through(tunnel.socket()))) {
            String version =
                    far.call("tell its version", () -> far.commands().versionCmd().exec())
                            .getApiVersion();

            assertThat(version).matches("\\d+\\.\\d+");
        }
    }
}
