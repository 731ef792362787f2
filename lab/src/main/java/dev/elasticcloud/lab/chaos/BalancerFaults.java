package dev.elasticcloud.lab.chaos;

import static dev.elasticcloud.lab.chaos.ChaosEnvironment.VICTIM;

import dev.elasticcloud.lab.chaos.Fault.Harm;
import dev.elasticcloud.lab.chaos.docker.DockerCli;
import dev.elasticcloud.manager.model.status.NodeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Faults of the balancer: kills, restarts, an invalid file, a lost socket, changes by hand.
final class BalancerFaults {

    private BalancerFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of(12, "kill -9 HAProxy", Harm.IN_FLIGHT, BalancerFaults::kill),
                Fault.of(
                        13,
                        "HAProxy restarted under load",
                        Harm.IN_FLIGHT,
                        BalancerFaults::restart),
                Fault.of(14, "the rendered cfg is invalid", Harm.NONE, BalancerFaults::invalid),
                Fault.of(
                        15,
                        "runtime socket missing, then hung",
                        Harm.IN_FLIGHT,
                        BalancerFaults::socket),
                Fault.of(
                        16,
                        "a server set to maint by hand",
                        Harm.NONE,
                        BalancerFaults::maintenance));
    }

    private static String kill(ChaosEnvironment stage) {
        stage.docker.run("kill", "-s", "KILL", stage.docker.balancer());
        int before = stage.load.good();
        stage.await("requests succeed again", Fault.SOON, () -> stage.load.good() > before + 2);
        return failures(stage);
    }

    private static String restart(ChaosEnvironment stage) {
        stage.docker.run("restart", "-t", "1", stage.docker.balancer());
        int before = stage.load.good();
        stage.await("requests succeed again", Fault.SOON, () -> stage.load.good() > before + 2);
        return failures(stage);
    }

    private static String failures(ChaosEnvironment stage) {
        List<BackgroundLoad.Failure> failures = stage.load.failures();
        return "%d direct requests failed%s"
                .formatted(
                        failures.size(),
                        failures.isEmpty() ? "" : ", first: " + failures.getFirst().reason());
    }

    private static String invalid(ChaosEnvironment stage) throws IOException {
        Path template = stage.sandbox.home().resolve("haproxy/haproxy.cfg.mustache");
        String good = Files.readString(template);
        stage.killManager();
        Files.writeString(template, good + "\nfrontend none\n    bind not-an-address\n");
        stage.startManager();
        stage.awaitView("the cloud has converged", Fault.AFTER_DOCKER, ManagerView::settled);
        stage.ask("balance", Map.of("pod", VICTIM, "way", "least-busy"));
        stage.awaitProblem(Duration.ofSeconds(15), "configure the balancer");
        String shown = stage.view().trouble();
        int before = stage.load.good();
        stage.await(
                "the old configuration still serves",
                Fault.SOON,
                () -> stage.load.good() > before + 5);
        stage.killManager();
        Files.writeString(template, good);
        stage.startManager();
        stage.await(
                "the change takes effect",
                Fault.AFTER_DOCKER,
                () -> stage.view().settled() && stage.view().problems().isEmpty());
        stage.ask("balance", Map.of("pod", VICTIM, "way", "round-robin"));
        return first(shown);
    }

    private static String first(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.substring(0, Math.min(90, line.length()));
    }

    private static String socket(ChaosEnvironment stage) throws IOException {
        Path socket = stage.sandbox.balancer(stage.cloud).resolve("haproxy.sock");
        Path aside = socket.resolveSibling("aside.sock");
        Files.move(socket, aside);
        try {
            int before = stage.load.good();
            stage.awaitView(
                    "the missing socket is reported",
                    Fault.SOON,
                    view -> view.balancerDetail().contains("socket"));
            stage.ask("launch", Map.of("pod", VICTIM));
            stage.awaitView(
                    "a node still starts",
                    Fault.AFTER_DOCKER,
                    view -> view.pod(VICTIM).count(NodeState.ONLINE) == 3);
            String added = stage.nodes(VICTIM, NodeState.ONLINE).getLast().name();
            stage.ask("remove", Map.of("pod", VICTIM, "node", added));
            stage.awaitView(
                    "it still stops",
                    Fault.AFTER_DOCKER,
                    view -> view.pod(VICTIM).nodes().size() == 2);
            stage.await("requests still succeed", Fault.SOON, () -> stage.load.good() > before + 5);
        } finally {
            if (Files.exists(aside) && !Files.exists(socket)) {
                Files.move(aside, socket);
            }
            Files.deleteIfExists(aside);
        }
        stage.awaitView("it recovers", Fault.AFTER_DOCKER, ManagerView::balancerRuns);
        hang(stage);
        return failures(stage);
    }

    /// Stops HAProxy's processes for a while; the manager must not block on them.
    private static void hang(ChaosEnvironment stage) {
        List<String> pids = new ArrayList<>();
        stage.docker
                .run("top", stage.docker.balancer(), "-eo", "pid")
                .lines()
                .skip(1)
                .map(String::strip)
                .forEach(pids::add);
        signal("STOP", pids);
        try {
            for (int look = 0; look < 12; look++) {
                long began = System.nanoTime();
                ManagerView view = stage.view();
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                Condition.require(
                        took.toMillis() < 1000, "the manager took %s to answer".formatted(took));
                Condition.require(view.number() > 0, "there is no snapshot");
                Condition.pause(Duration.ofMillis(500));
            }
        } finally {
            signal("CONT", pids);
        }
    }

    static void signal(String signal, List<String> pids) {
        List<String> command = new ArrayList<>(List.of("kill", "-s", signal));
        command.addAll(pids);
        DockerCli.program(Duration.ofSeconds(5), command);
    }

    private static String maintenance(ChaosEnvironment stage) throws IOException {
        String node = stage.anyNode(BackgroundLoad.POD, NodeState.ONLINE).name();
        stage.balancer("set server light/" + node + " state maint");
        stage.await(
                "the change is reverted",
                Fault.SOON,
                () -> NodeFaults.up(stage, BackgroundLoad.POD, node));
        return node;
    }
}
