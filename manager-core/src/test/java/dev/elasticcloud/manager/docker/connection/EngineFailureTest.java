package dev.elasticcloud.manager.docker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerClientException;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each row of the table, from the exceptions that docker-java throws. Those that any machine can
/// produce are also produced for real.
class EngineFailureTest {

    private static final DockerHost LOCAL = DockerHost.at(URI.create("unix:///run/docker.sock"));
    private static final DockerHost REMOTE = DockerHost.at(URI.create("tcp://office:2376"));
    private static final DockerHost SSH =
            DockerHost.at(URI.create("ssh://me@office")).through(URI.create("unix:///t/near.sock"));

    @TempDir Path folder;

    private static Stream<Arguments> unreachable() {
        return Stream.of(
                Arguments.of(
                        LOCAL,
                        new BindException("Permission denied"),
                        "Docker at unix:///run/docker.sock refuses this user (Permission denied);"
                                + " add the user to the group 'docker' and log in again, or use sudo"),
                Arguments.of(
                        LOCAL,
                        new SocketException("No such file or directory"),
                        "Docker at unix:///run/docker.sock does not answer (No such file or"
                                + " directory); start Docker or set DOCKER_HOST"),
                Arguments.of(
                        LOCAL,
                        new ConnectException("Connection refused"),
                        "Docker at unix:///run/docker.sock does not answer (Connection refused);"
                                + " start Docker or set DOCKER_HOST"),
                Arguments.of(
                        REMOTE,
                        new ConnectException("Connection refused"),
                        "Docker at tcp://office:2376 does not answer (Connection refused); check that"
                                + " dockerd listens there, and on that port"),
                Arguments.of(
                        REMOTE,
                        new UnknownHostException("office: Name or service not known"),
                        "Docker at tcp://office:2376 cannot be found (office: Name or service not"
                                + " known); check that DOCKER_HOST is spelled right and that DNS knows"
                                + " the name"),
                Arguments.of(
                        REMOTE,
                        new SSLHandshakeException("Received fatal alert: bad_certificate"),
                        "A TLS connection to Docker at tcp://office:2376 failed (Received fatal"
                                + " alert: bad_certificate); check that DOCKER_TLS_VERIFY and"
                                + " DOCKER_CERT_PATH match that engine"),
                Arguments.of(
                        REMOTE,
                        new NoRouteToHostException("No route to host"),
                        "Docker at tcp://office:2376 cannot be reached (No route to host); check that"
                                + " the machine is on and that no firewall is between"),
                Arguments.of(
                        REMOTE,
                        new SocketTimeoutException("Connect timed out"),
                        "Docker at tcp://office:2376 cannot be reached (Connect timed out); check"
                                + " that the machine is on and that no firewall is between"),
                Arguments.of(
                        REMOTE,
                        new SocketException("Network is unreachable"),
                        "Docker at tcp://office:2376 cannot be reached (Network is unreachable);"
                                + " check that the machine is on and that no firewall is between"),
                Arguments.of(
                        LOCAL,
                        new SocketTimeoutException("Read timed out"),
                        "Docker at unix:///run/docker.sock did not answer in time; check with 'docker"
                                + " info' whether it hangs or is overloaded"),
                Arguments.of(
                        LOCAL,
                        new SocketException("Connection reset"),
                        "Docker at unix:///run/docker.sock closed the connection (Connection"
                                + " reset); check in its log whether it was restarted"),
                Arguments.of(
                        SSH,
                        new SocketException("No such file or directory"),
                        "Docker at ssh://me@office does not answer through ssh (No such file or"
                                + " directory); check that 'docker -H ssh://me@office ps' works without a"
                                + " password"));
    }

    @ParameterizedTest
    @MethodSource("unreachable")
    void aFailedConnectionSaysWhatFailedAndWhatToDo(
            DockerHost host, IOException cause, String message) {
        PortException told =
                EngineFailure.translate("list containers", new RuntimeException(cause), host);

        assertThat(told).hasMessage(message).hasRootCause(cause);
        assertThat(told.isUnreachable()).isTrue();
    }

    @Test
    void theOutcomeOfAnInterruptedRequestIsUnknown() {
        PortException told =
                EngineFailure.translate("stop node light-1", new CancellationException(), LOCAL);

        assertThat(told)
                .hasMessage("Docker could not stop node light-1: the request was interrupted");
        assertThat(told.isUnreachable()).isTrue();
    }

    private static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        new ConflictException("{\"message\":\"the name is in use\"}"),
                        "Docker could not start node light-1: the name is in use"),
                Arguments.of(
                        new BadRequestException("Client sent an HTTP request to an HTTPS server."),
                        "Docker at tcp://office:2376 wants a secure connection; set"
                                + " DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder of your"
                                + " keys"),
                Arguments.of(
                        new DockerClientException(
                                "Error occurred while preparing Docker context folder.",
                                new IOException("secret.txt (Permission denied)")),
                        "Docker could not start node light-1: Error occurred while preparing Docker"
                                + " context folder. secret.txt (Permission denied)"),
                Arguments.of(
                        new RuntimeException(
                                MismatchedInputException.from(null, String.class, "got an array")),
                        "Docker could not start node light-1: its answer cannot be parsed (got an"
                                + " array); check that a Docker Engine answers at tcp://office:2376"),
                Arguments.of(
                        new IllegalArgumentException("pids is negative"),
                        "The manager could not start node light-1: IllegalArgumentException: pids"
                                + " is negative; this is a fault of the manager, please report it"),
                Arguments.of(
                        new NullPointerException(),
                        "The manager could not start node light-1: NullPointerException; this is a"
                                + " fault of the manager, please report it"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void otherFailuresAreReportedAsThemselvesWithTheirCause(
            RuntimeException failure, String message) {
        PortException told = EngineFailure.translate("start node light-1", failure, REMOTE);

        assertThat(told).hasMessage(message).hasCause(failure);
        assertThat(told.isUnreachable()).isFalse();
    }

    @Test
    void unusableSettingsAreReportedAsSuch() {
        assertThatThrownBy(() -> new DockerEngine(URI.create("ftp://office")))
                .isInstanceOf(PortException.class)
                .hasMessageStartingWith("Docker's settings cannot be used: ")
                .hasMessageContaining("ftp");
    }

    private static void ping(String address, String message) {
        try (DockerEngine engine = new DockerEngine(URI.create(address))) {
            assertThatThrownBy(() -> engine.run("answer", () -> engine.commands().pingCmd().exec()))
                    .isInstanceOfSatisfying(
                            PortException.class, e -> assertThat(e.isUnreachable()).isTrue())
                    .hasMessageContaining(message);
        }
    }

    @Test
    void aMissingSocketMeansThatDockerDoesNotRun() {
        ping("unix://" + folder.resolve("none.sock"), "(No such file or directory); start Docker");
    }

    @Test
    void aSocketThatNobodyListensOnMeansThatDockerDoesNotRun() throws IOException {
        Path stale = folder.resolve("stale.sock");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(stale));
        server.close();

        ping("unix://" + stale, "(Connection refused); start Docker");
    }

    @Test
    void aPortThatNobodyListensOnMeansThatDockerdDoesNotListen() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        ping("tcp://127.0.0.1:" + port, "check that dockerd listens there");
    }

    @Test
    void aHostNameThatDoesNotExistIsNamed() {
        ping("tcp://no-such-host.invalid:2375", "cannot be found (no-such-host.invalid");
    }

    @Test
    void aServerThatHangsUpIsReportedAsABrokenConnection() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> hangUp(server));

            ping("tcp://127.0.0.1:" + server.getLocalPort(), "closed the connection");
        }
    }

    private static void hangUp(ServerSocket server) {
        try {
            while (true) {
                try (Socket caller = server.accept()) {
                    caller.getInputStream().read();
                    caller.getOutputStream()
                            .write("no HTTP\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            // The test has ended.
        }
    }
}
