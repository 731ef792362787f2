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
import dev.elasticcloud.manager.model.status.NodeState;
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
import java.util.Set;
import java.util.TreeSet;

/// Faults of callers: bursts, flapping load, long jobs during scale-in, dropped and slow
/// connections.
final class LoadFaults {

    private static final int BURST = 300;
    private static final int MOST = 4;

    private LoadFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of(30, "burst from 0 to 10 times", Harm.NONE, LoadFaults::burst),
                Fault.of(31, "load flaps around a threshold", Harm.NONE, LoadFaults::flapping),
                Fault.of(32, "scale-in during long jobs", Harm.NONE, LoadFaults::scaleIn),
                Fault.of(
                        33,
                        "last node dies with a full queue",
                        Harm.IN_FLIGHT,
                        LoadFaults::lastNode),
                Fault.of(35, "client drops mid-job", Harm.NONE, LoadFaults::drops),
                Fault.of(36, "slow headers, 1 GB body", Harm.NONE, LoadFaults::attack),
                Fault.of(37, "token revoked while streaming", Harm.NONE, LoadFaults::revoked));
    }

    private static void elastic(ChaosEnvironment stage, int most, int cooldown) {
        stage.ask(
                "cooldown",
                Map.of("pod", BackgroundLoad.POD, "seconds", Integer.toString(cooldown)));
        stage.ask(
                "elastic",
                Map.of("pod", BackgroundLoad.POD, "min", "2", "max", Integer.toString(most)));
    }

    /// Waits until the pod scales in, then brings it back to two nodes without elasticity. How long
    /// the forecast keeps a node is not part of this case.
    private static void atRest(ChaosEnvironment stage) {
        stage.awaitView(
                "it shrinks again",
                Duration.ofSeconds(60),
                view -> view.pod(BackgroundLoad.POD).wanted() < MOST);
        stage.ask("manual", Map.of("pod", BackgroundLoad.POD));
        for (int wanted = stage.view().pod(BackgroundLoad.POD).wanted(); wanted > 2; wanted--) {
            String node = stage.nodes(BackgroundLoad.POD, NodeState.ONLINE).getLast().name();
            stage.ask("remove", Map.of("pod", BackgroundLoad.POD, "node", node));
            int left = wanted - 1;
            stage.awaitView(
                    "one node less is there",
                    Fault.AFTER_DOCKER,
                    view -> view.settled() && view.pod(BackgroundLoad.POD).wanted() == left);
        }
    }

    private static String burst(ChaosEnvironment stage) {
        elastic(stage, MOST, 3);
        long began = System.nanoTime();
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            jobs.add(stage.load.submit(Map.of("pod", BackgroundLoad.POD, "repeat", "100")));
        }
        stage.awaitView(
                "it grows", Fault.AFTER_DOCKER, v -> v.pod(BackgroundLoad.POD).wanted() == MOST);
        for (String job : jobs) {
            ManagerUnderTest.JobView done = stage.awaitEnd(job, Duration.ofSeconds(90));
            ChaosEnvironment.require(
                    done.state().equals("COMPLETED"), "a job of the burst is " + done);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        atRest(stage);
        return "%d jobs done in %.0f s".formatted(BURST, seconds);
    }

    private static String flapping(ChaosEnvironment stage) {
        // The shipped cooldown: load that swings faster must not change the node count.
        elastic(stage, MOST, 10);
        int changes = 0;
        int wanted = stage.view().pod(BackgroundLoad.POD).wanted();
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            for (int i = 0; i < 12; i++) {
                stage.load.submit(Map.of("pod", BackgroundLoad.POD, "repeat", "150"));
            }
            for (int look = 0; look < 12; look++) {
                ChaosEnvironment.pass(Duration.ofMillis(250));
                int now = stage.view().pod(BackgroundLoad.POD).wanted();
                changes += now == wanted ? 0 : 1;
                wanted = now;
            }
        }
        atRest(stage);
        ChaosEnvironment.require(changes <= 12, changes + " scale actions in a minute");
        return changes + " scale actions in a minute";
    }

    private static String scaleIn(ChaosEnvironment stage) {
        for (int i = 0; i < 2; i++) {
            stage.ask("launch", Map.of("pod", VICTIM));
        }
        stage.awaitView(
                "four serve",
                Fault.AFTER_DOCKER,
                view -> view.pod(VICTIM).count(NodeState.ONLINE) == 4);
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            jobs.add(stage.longJob(7));
        }
        stage.awaitView(
                "all are busy",
                Fault.SOON,
                view -> view.pod(VICTIM).nodes().stream().allMatch(n -> n.running() == 2));
        for (ManagerView.Node node : stage.nodes(VICTIM, NodeState.ONLINE).subList(0, 2)) {
            stage.ask("remove", Map.of("pod", VICTIM, "node", node.name()));
        }
        for (String id : jobs) {
            ManagerUnderTest.JobView job = stage.awaitEnd(id, Duration.ofSeconds(20));
            ChaosEnvironment.require(job.state().equals("COMPLETED"), "a long job is " + job);
        }
        return "8 long jobs completed";
    }

    private static String lastNode(ChaosEnvironment stage) {
        String first = stage.nodes(VICTIM, NodeState.ONLINE).getFirst().name();
        stage.ask("remove", Map.of("pod", VICTIM, "node", first));
        stage.awaitView("one is left", Fault.SOON, v -> v.pod(VICTIM).nodes().size() == 1);
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            jobs.add(stage.longJob(1));
        }
        String last = NodeFaults.busy(stage, VICTIM).name();
        stage.docker.run("kill", "-s", "KILL", stage.container(last));
        int completed = 0;
        Set<String> reasons = new TreeSet<>();
        for (String id : jobs) {
            ManagerUnderTest.JobView job = stage.awaitEnd(id, Duration.ofSeconds(60));
            completed += job.state().equals("COMPLETED") ? 1 : 0;
            reasons.add(job.reason());
        }
        stage.ask("launch", Map.of("pod", VICTIM));
        stage.atRest();
        ChaosEnvironment.require(
                completed >= 16,
                "only %d of 20 jobs completed, the others: %s".formatted(completed, reasons));
        return "%d of 20 completed, the others: %s".formatted(completed, reasons);
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
        ChaosEnvironment.require(
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
                ChaosEnvironment.require(stage.view().number() > 0, "there is no snapshot");
                slowest = Math.max(slowest, System.nanoTime() - began);
                ChaosEnvironment.pass(Duration.ofMillis(500));
            }
            answer = firstLine(slow.getFirst());
            body.join(Duration.ofSeconds(20));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        String refused = sendHugeBody(stage);
        ChaosEnvironment.require(
                slowest < 1_000_000_000L, "an answer took " + slowest / 1_000_000 + " ms");
        ChaosEnvironment.require(answer.contains("408"), "a slow caller is told '" + answer + "'");
        ChaosEnvironment.require(refused.contains("413"), "a huge body is told '" + refused + "'");
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
                ChaosEnvironment.require(
                        viewer.link().connected(), "the viewer's stream did not open");
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
