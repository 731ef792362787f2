package dev.elasticcloud.lab.chaos;

import static dev.elasticcloud.lab.chaos.ChaosEnvironment.VICTIM;

import dev.elasticcloud.lab.chaos.Fault.Harm;
import dev.elasticcloud.manager.model.status.NodeState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// Faults of the manager: kills at critical moments, a second manager, clock jumps, a full disk, a
/// damaged store.
final class ManagerFaults {

    /// How soon records and schedules follow a jump.
    private static final Duration FOLLOWS_WITHIN = Duration.ofSeconds(5);

    private static final Path FAKETIME =
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

    private ManagerFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of(17, "kill -9 the idle manager", Harm.NONE, ManagerFaults::killIdle),
                Fault.of(18, "kill -9 in a scale-up", Harm.NONE, ManagerFaults::killScalingUp),
                Fault.of(19, "kill -9 in a drain", Harm.NONE, ManagerFaults::killDraining),
                Fault.of(20, "two managers on one cloud", Harm.NONE, ManagerFaults::second),
                Fault.of(26, "disk full", Harm.NONE, ManagerFaults::diskFull),
                Fault.of(27, "store truncated, then missing", Harm.LEDGER, ManagerFaults::store),
                Fault.of(34, "the clock jumps an hour", Harm.NONE, ManagerFaults::clock));
    }

    private static String started(ChaosEnvironment stage) {
        return stage.docker.containers().stream()
                .map(c -> stage.docker.run("inspect", "-f", "{{.Id}} {{.State.StartedAt}}", c.id()))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String killIdle(ChaosEnvironment stage) {
        String before = started(stage);
        stage.killManager();
        Condition.pause(Duration.ofSeconds(1));
        long began = System.nanoTime();
        stage.startManager();
        stage.awaitView("it adopts all", Fault.SOON, ManagerView::settled);
        double took = (System.nanoTime() - began) / 1e9;
        Condition.pause(Duration.ofSeconds(3));
        Condition.require(
                before.equals(started(stage)), "containers were created, removed or restarted");
        return "adopted after %.1f s, including the start".formatted(took);
    }

    private static String killScalingUp(ChaosEnvironment stage) {
        for (int i = 0; i < 3; i++) {
            stage.ask("launch", Map.of("pod", VICTIM));
        }
        int millis = 50 + stage.random.nextInt(400);
        Condition.pause(Duration.ofMillis(millis));
        stage.killManager();
        stage.startManager();
        for (int look = 0; look < 40 && !stage.view().settled(); look++) {
            long there =
                    stage.docker.containers().stream()
                            .filter(c -> c.node().startsWith(VICTIM))
                            .count();
            Condition.require(there <= 5, there + " nodes, 5 are wanted");
            Condition.pause(Duration.ofMillis(100));
        }
        stage.awaitView(
                "all five nodes are online", Fault.AFTER_DOCKER, view -> online(view, VICTIM) == 5);
        shrink(stage, 2);
        return "killed after %d ms".formatted(millis);
    }

    private static long online(ManagerView view, String pod) {
        return view.pod(pod).count(NodeState.ONLINE);
    }

    private static void shrink(ChaosEnvironment stage, int to) {
        while (stage.nodes(VICTIM, NodeState.ONLINE).size() > to) {
            String node = stage.nodes(VICTIM, NodeState.ONLINE).getLast().name();
            stage.ask("remove", Map.of("pod", VICTIM, "node", node));
            stage.awaitView(
                    node + " goes",
                    Fault.AFTER_DOCKER,
                    view -> view.nodes().noneMatch(n -> n.name().equals(node)));
        }
    }

    private static String killDraining(ChaosEnvironment stage) throws Exception {
        CompletableFuture<Integer> answer = stage.load.request("/" + VICTIM + "/run?seconds=7");
        ManagerView.Node node = NodeFaults.busy(stage, VICTIM);
        stage.ask("remove", Map.of("pod", VICTIM, "node", node.name()));
        stage.awaitView("it drains", Fault.SOON, view -> drains(view, node));
        stage.killManager();
        stage.startManager();
        Condition.require(!answer.isDone(), "the request did not outlast the manager");
        Condition.require(
                answer.get() == 200, "the request on the draining node got HTTP " + answer.get());
        stage.awaitView(
                "the node goes",
                Fault.AFTER_DOCKER,
                view -> view.nodes().noneMatch(n -> n.name().equals(node.name())));
        stage.ask("launch", Map.of("pod", VICTIM));
        stage.atRest();
        return "the request on it was answered";
    }

    private static boolean drains(ManagerView view, ManagerView.Node node) {
        return view.nodes()
                .anyMatch(n -> n.name().equals(node.name()) && n.state() == NodeState.DRAINING);
    }

    private static String second(ChaosEnvironment stage) {
        try (ManagerProcess second = stage.secondManager()) {
            throw new InvariantBreach('+', "a second manager runs as process " + second.pid());
        } catch (ManagerProcess.Gone e) {
            String said = String.valueOf(e.getMessage());
            Condition.require(
                    said.contains("process " + stage.manager().pid()),
                    "the refusal does not name the process that holds the cloud: " + said);
            return said.substring(said.indexOf("Cloud"), Math.min(said.length(), 130));
        }
    }

    private static String diskFull(ChaosEnvironment stage) throws IOException {
        if (!stage.sandbox.ownDisk()) {
            throw new NotApplicable("no separate disk could be mounted: run as root");
        }
        Path filler = stage.sandbox.data().resolve("filler");
        fill(filler);
        String refusal;
        try {
            Condition.pause(Duration.ofSeconds(5));
            refusal = refusal(stage);
            Condition.require(stage.view().number() > 0, "there is no snapshot");
        } finally {
            Files.delete(filler);
        }
        stage.await("jobs are accepted again", Fault.SOON, () -> accepts(stage));
        stage.killManager();
        stage.startManager();
        return "refused with: " + refusal.substring(0, Math.min(90, refusal.length()));
    }

    private static void fill(Path filler) throws IOException {
        byte[] block = new byte[4096];
        try (var out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // It is meant to fail.
        }
    }

    /// The manager's refusal when it cannot write.
    private static String refusal(ChaosEnvironment stage) {
        for (int attempt = 0; attempt < 200; attempt++) {
            try {
                stage.load.submit(Map.of("pod", BackgroundLoad.POD, "repeat", "1"));
            } catch (IllegalStateException e) {
                return String.valueOf(e.getMessage());
            }
        }
        throw new InvariantBreach('+', "jobs are accepted on a full disk");
    }

    private static boolean accepts(ChaosEnvironment stage) {
        try {
            stage.load.submit(Map.of("pod", BackgroundLoad.POD, "repeat", "1"));
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static String store(ChaosEnvironment stage) throws IOException {
        String before = nodes(stage);
        Path store = stage.sandbox.data().resolve(stage.cloud + ".db");
        stage.killManager();
        try (var channel = FileChannel.open(store, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        withoutLog(store);
        adopted(stage, before, "a truncated store");
        stage.killManager();
        Files.deleteIfExists(store);
        withoutLog(store);
        adopted(stage, before, "a missing store");
        return "all nodes adopted twice";
    }

    private static void withoutLog(Path store) throws IOException {
        Files.deleteIfExists(Path.of(store + "-wal"));
        Files.deleteIfExists(Path.of(store + "-shm"));
    }

    private static void adopted(ChaosEnvironment stage, String before, String after) {
        stage.startManager();
        Condition.pause(Duration.ofSeconds(5));
        String now = nodes(stage);
        Condition.require(
                now.equals(before),
                "after %s the nodes were %s and are %s".formatted(after, before, now));
    }

    private static String nodes(ChaosEnvironment stage) {
        return stage.docker.containers().stream()
                .filter(c -> !c.node().isEmpty())
                .map(c -> c.node() + "=" + c.id().substring(0, 12))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String clock(ChaosEnvironment stage) throws IOException {
        if (!Files.exists(FAKETIME)) {
            throw new NotApplicable("Debian's package faketime is not installed");
        }
        Path offset = stage.sandbox.folder().resolve("offset");
        Files.writeString(offset, "+0");
        Map<String, String> faked =
                Map.of(
                        "LD_PRELOAD",
                        FAKETIME.toString(),
                        "FAKETIME_TIMESTAMP_FILE",
                        offset.toString(),
                        "FAKETIME_CACHE_DURATION",
                        "1",
                        "DONT_FAKE_MONOTONIC",
                        "1");
        stage.killManager();
        stage.environment(faked, Set.of());
        stage.startManager();
        try {
            stage.awaitView("it adopts all", Fault.AFTER_DOCKER, ManagerView::settled);
            for (String jump : List.of("+3600", "-3600", "+0")) {
                Files.writeString(offset, jump);
                Condition.pause(Duration.ofSeconds(3));
                stage.awaitView(
                        "the time of its snapshots follows a jump to " + jump,
                        FOLLOWS_WITHIN,
                        view -> isNear(view.at(), Duration.ofSeconds(Long.parseLong(jump))));
                ManagerView.Node node = stage.anyNode(VICTIM, NodeState.ONLINE);
                stage.docker.run("kill", "-s", "KILL", stage.container(node.name()));
                stage.awaitView(
                        "a killed node is replaced after a jump to " + jump,
                        Fault.AFTER_DOCKER,
                        view ->
                                view.settled()
                                        && view.nodes()
                                                .noneMatch(
                                                        n ->
                                                                n.container()
                                                                        .equals(node.container())));
                String job = stage.longJob(1);
                Condition.require(
                        stage.awaitEnd(job, Fault.AFTER_DOCKER).state().equals("COMPLETED"),
                        "a job after a jump to %s is %s".formatted(jump, stage.job(job)));
            }
        } finally {
            stage.killManager();
            stage.environment(Map.of(), faked.keySet());
            stage.startManager();
            stage.atRest();
        }
        return "an hour forward, two back, and an hour forward";
    }

    /// Whether a time from the manager is the present, by a clock with this offset.
    private static boolean isNear(long at, Duration offset) {
        long now = System.currentTimeMillis() + offset.toMillis();
        return Math.abs(at - now) < FOLLOWS_WITHIN.toMillis();
    }
}
