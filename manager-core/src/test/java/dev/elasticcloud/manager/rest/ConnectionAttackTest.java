package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.rest.http.DeadlineConnector;
import dev.elasticcloud.manager.spi.Awaiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/// Connections that are opened to hold up the server: silent ones, slow ones, and too many.
class ConnectionAttackTest extends EdgePerTest {

    private static final InetAddress SERVER = InetAddress.ofLiteral("127.0.0.1");

    /// Another address of this machine, from which it can be called.
    private static final InetAddress ANOTHER = InetAddress.ofLiteral("127.0.0.2");

    @Test
    void manySlowSendersDelayNobody() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket("127.0.0.1", edge.url().getPort());
                slow.add(socket);
                socket.getOutputStream()
                        .write(
                                "POST /v1/tokens HTTP/1.1\r\nHost: "
                                        .getBytes(StandardCharsets.UTF_8));
            }
            assertThat(owner.get("/v1/pods").status()).isEqualTo(200);
            assertThat(owner.get("/v1/snapshot").status()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void aConnectionWithoutARequestInTimeIsClosed() throws IOException, InterruptedException {
        try (Socket silent = new Socket("127.0.0.1", edge.url().getPort());
                Socket slow = new Socket("127.0.0.1", edge.url().getPort());
                Response stream = owner.open("/v1/stream")) {
            slow.getOutputStream().write(utf8("GET /healthz HTTP/1.1\r\n"));
            int lines = 0;
            while (!hasHungUp(slow, 200)) {
                // a header line now and then, which would keep the connection open for ever
                speak(slow, "X-Line-%d: x\r\n".formatted(lines));
                lines++;
                assertThat(lines).isLessThan(200);
            }

            assertThat(lines).isGreaterThan(2);
            assertThat(hasHungUp(silent, 10_000)).isTrue();
            // a connection whose request has arrived stays open for as long as it takes
            assertThat(stream.body().source().readUtf8Line()).isNotNull();
            assertThat(owner.get("/v1/pods").status()).isEqualTo(200);
        }
    }

    /// Whether the other side ends the connection within this time.
    private static boolean hasHungUp(Socket socket, int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    private static void speak(Socket socket, String line) {
        try {
            socket.getOutputStream().write(utf8(line));
        } catch (IOException e) {
            // The server has hung up, which the next check shows.
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The server counts new connections in any order, so the test waits for an answer on each: then
    /// it has been counted. Most of the crowd reads the stream, because a connection without a
    /// request in work is closed after a while.
    @Test
    void manyConnectionsFromOneAddressDoNotLockOutOthers() throws IOException {
        List<Socket> crowd = new ArrayList<>();
        try {
            for (int i = 1; i < DeadlineConnector.MOST_FROM_ONE; i++) {
                crowd.add(asking("/v1/stream"));
            }
            for (Socket reader : crowd) {
                assertThat(isAnswered(reader)).isTrue();
            }
            Socket last = asking("/healthz");
            crowd.add(last);
            assertThat(isAnswered(last)).isTrue();

            Socket oneTooMany = new Socket(SERVER, edge.url().getPort(), ANOTHER, 0);
            crowd.add(oneTooMany);

            assertThat(hasHungUp(oneTooMany, 30_000)).isTrue();
            assertThat(owner.as(owner.token()).get("/v1/pods").status()).isEqualTo(200);
            // when one of them goes, there is room for another
            last.close();
            Awaiting.until("there is room again", this::isRoomForAnother);
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }

    private boolean isRoomForAnother() {
        try (Socket socket = asking("/healthz")) {
            return isAnswered(socket);
        } catch (IOException e) {
            return false;
        }
    }

    /// A connection from the other address, on which a request has been sent.
    private Socket asking(String path) throws IOException {
        Socket socket = new Socket(SERVER, edge.url().getPort(), ANOTHER, 0);
        socket.getOutputStream()
                .write(
                        utf8(
                                """
                                GET %s HTTP/1.1\r
                                Host: 127.0.0.1:%d\r
                                Authorization: Bearer %s\r
                                \r
                                """
                                        .formatted(path, edge.url().getPort(), owner.token())));
        return socket;
    }

    private static boolean isAnswered(Socket socket) throws IOException {
        socket.setSoTimeout(30_000);
        return socket.getInputStream().read() == 'H';
    }
}
