package dev.elasticcloud.lab.chaos;

import static dev.elasticcloud.lab.chaos.ChaosEnvironment.VICTIM;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.lab.chaos.Fault.Harm;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.Endpoint;
import dev.elasticcloud.manager.api.RemoteCloud;
import dev.elasticcloud.manager.api.Tokens;
import dev.elasticcloud.manager.model.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Faults of callers: dropped and slow connections, a huge body, a token that is revoked.
final class CallerFaults {

    private CallerFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of(35, "client drops mid-job", Harm.NONE, CallerFaults::drops),
                Fault.of(36, "slow headers, 1 GB body", Harm.NONE, CallerFaults::attack),
                Fault.of(37, "token revoked while streaming", Harm.NONE, CallerFaults::revoked));
    }

    private static String drops(ChaosEnvironment stage) throws IOException {
        try (Socket client = connect(stage)) {
            client.getOutputStream()
                    .write(
                            ("GET /" + VICTIM + "/run?seconds=100 HTTP/1.1\r\nHost: x\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            NodeFaults.busy(stage, VICTIM);
        }
        stage.awaitView(
                "the slot of a dropped request is free",
                Fault.SOON,
                view -> view.pod(VICTIM).nodes().stream().allMatch(n -> n.running() == 0));
        String job = stage.longJob(7);
        NodeFaults.busy(stage, VICTIM);
        stage.ask("cancel", Map.of("id", job));
        Condition.require(
                stage.job(job).state().equals("CANCELLED"), "a cancelled job is " + stage.job(job));
        stage.awaitView(
                "the slot of a cancelled job is free",
                Fault.SOON,
                view -> view.pod(VICTIM).nodes().stream().allMatch(n -> n.running() == 0));
        return "both slots are free again";
    }

    private static Socket connect(ChaosEnvironment stage) throws IOException {
        URI url = URI.create(stage.url());
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), 2000);
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static String attack(ChaosEnvironment stage) throws Exception {
        List<Socket> slow = new ArrayList<>();
        String answer;
        long slowest = 0;
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = connect(stage);
                socket.getOutputStream()
                        .write(
                                "GET /light/run HTTP/1.1\r\nX: "
                                        .getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            Thread body = Thread.ofVirtual().start(() -> sendHugeBody(stage));
            for (int look = 0; look < 24; look++) {
                for (Socket socket : slow) {
                    drip(socket);
                }
                long began = System.nanoTime();
                Condition.require(stage.view().number() > 0, "there is no snapshot");
                slowest = Math.max(slowest, System.nanoTime() - began);
                Condition.pause(Duration.ofMillis(500));
            }
            answer = firstLine(slow.getFirst());
            body.join(Duration.ofSeconds(20));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        String refused = sendHugeBody(stage);
        Condition.require(
                slowest < 1_000_000_000L, "an answer took " + slowest / 1_000_000 + " ms");
        Condition.require(answer.contains("408"), "a slow caller is told '" + answer + "'");
        Condition.require(refused.contains("413"), "a huge body is told '" + refused + "'");
        return "slow: %s; huge: %s; slowest answer %d ms"
                .formatted(answer, refused, slowest / 1_000_000);
    }

    private static void drip(Socket socket) {
        try {
            socket.getOutputStream().write('x');
        } catch (IOException e) {
            // The server has closed it, as it should.
        }
    }

    private static String firstLine(Socket socket) {
        try (InputStream in = socket.getInputStream()) {
            String text = new String(in.readNBytes(60), StandardCharsets.US_ASCII);
            return text.lines().findFirst().orElse("nothing");
        } catch (IOException e) {
            return "nothing: " + e.getMessage();
        }
    }

    /// Posts a body of 1 GB until the server stops reading; returns the first line of the answer.
    private static String sendHugeBody(ChaosEnvironment stage) {
        try (Socket socket = connect(stage)) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /light/run HTTP/1.1\r\nHost: x\r\nContent-Length: 1073741824\r\n"
                                    + "Content-Type: application/x-www-form-urlencoded\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] block = new byte[64 * 1024];
            try {
                for (int sent = 0; sent < 1 << 30; sent += block.length) {
                    if (socket.getInputStream().available() > 0) {
                        break;
                    }
                    out.write(block);
                }
            } catch (IOException e) {
                // The server has stopped reading; its answer may still be readable.
            }
            return firstLine(socket);
        } catch (IOException e) {
            return "nothing: " + e.getMessage();
        }
    }

    private static String revoked(ChaosEnvironment stage) {
        JsonNode edge = stage.manager().ask("open the edge", Map.of());
        Endpoint own =
                new Endpoint(
                        URI.create(edge.path("url").asText()), edge.path("token").asText(), "");
        try (RemoteCloud owner = Managers.ask(own)) {
            Tokens.Issued issued = owner.tokens().create("chaos", Role.VIEWER);
            Endpoint lent = new Endpoint(own.url(), issued.secret(), "");
            try (RemoteCloud viewer = Managers.connect(lent)) {
                Condition.require(viewer.link().connected(), "the viewer's stream did not open");
                owner.tokens().revoke(issued.token().id());
                stage.await(
                        "the viewer's stream has ended",
                        Fault.SOON,
                        () -> !viewer.link().connected());
            }
            return "the stream ended and a new one is refused: " + refusal(lent);
        } finally {
            stage.manager().ask("close the edge", Map.of());
        }
    }

    private static String refusal(Endpoint endpoint) {
        try (RemoteCloud again = Managers.ask(endpoint)) {
            throw new InvariantBreach('+', "a revoked token still opens " + again.link().url());
        } catch (CloudException e) {
            return e.text();
        }
    }
}
