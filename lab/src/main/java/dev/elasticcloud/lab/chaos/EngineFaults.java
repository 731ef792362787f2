package dev.elasticcloud.lab.chaos;

import static dev.elasticcloud.lab.chaos.ChaosEnvironment.VICTIM;

import dev.elasticcloud.lab.chaos.Fault.Harm;
import dev.elasticcloud.manager.model.status.NodeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Faults of Docker: restarts, freezes, lost replies, cut event streams, missing images.
final class EngineFaults {

    private static final Path PID = Path.of("/var/run/docker.pid");

    private EngineFaults() {}

    static List<Fault> all() {
        return List.of(
                new Fault(
                        21,
                        "Docker restarted",
                        Fault.AFTER_DOCKER,
                        Harm.IN_FLIGHT,
                        EngineFaults::restart),
                Fault.of(22, "Docker frozen for 20 s", Harm.NONE, EngineFaults::freeze),
                Fault.of(23, "create succeeded, reply lost", Harm.NONE, EngineFaults::lostReply),
                Fault.of(24, "event stream cut, then flooded", Harm.NONE, EngineFaults::events),
                Fault.of(25, "image missing, build fails", Harm.NONE, EngineFaults::image));
    }

    /// The process id of the Docker daemon on this machine.
    static String dockerd() {
        try {
            return Files.readString(PID).strip();
        } catch (IOException e) {
            throw new NotApplicable("Docker's process is not on this machine, or not accessible");
        }
    }

    private static String restart(ChaosEnvironment stage) throws Exception {
        if (!stage.options.restartDocker()) {
            throw new NotApplicable(
                    "allow it with --yes-restart-docker: it ends every container here");
        }
        List<String> others =
                stage.docker
                        .run("ps", "--format", "{{.Names}}")
                        .lines()
                        .filter(name -> !name.contains(stage.cloud))
                        .toList();
        if (!others.isEmpty()) {
            throw new NotApplicable("other containers run here and would end: " + others);
        }
        ProcessHandle before = ProcessHandle.of(Long.parseLong(dockerd())).orElseThrow();
        // A session of its own, so that it outlives this run.
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(
                List.of(
                        Files.readString(Path.of("/proc/" + before.pid() + "/cmdline"))
                                .split("\0")));
        before.destroy();
        before.onExit().get();
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(
                                stage.options.out().resolve("dockerd.log").toFile()))
                .start();
        stage.await(
                "Docker answers again",
                Duration.ofSeconds(30),
                () -> {
                    try {
                        stage.docker.run("version");
                        return true;
                    } catch (IllegalStateException e) {
                        return false;
                    }
                });
        stage.restartForeign();
        return "every container stopped with it";
    }

    private static String freeze(ChaosEnvironment stage) {
        List<String> pid = List.of(dockerd());
        BalancerFaults.signal("STOP", pid);
        long slowest = 0;
        int before = stage.load.good();
        try {
            for (int look = 0; look < 40; look++) {
                long began = System.nanoTime();
                Condition.require(stage.view().number() > 0, "there is no snapshot");
                slowest = Math.max(slowest, System.nanoTime() - began);
                Condition.pause(Duration.ofMillis(450));
            }
            ManagerUnderTest.JobView job = stage.awaitEnd(stage.longJob(1), Fault.SOON);
            Condition.require(job.state().equals("COMPLETED"), "a job meanwhile is " + job);
        } finally {
            BalancerFaults.signal("CONT", pid);
        }
        int flowed = stage.load.good() - before;
        Condition.require(
                slowest < 1_000_000_000L, "an answer took " + slowest / 1_000_000 + " ms");
        Condition.require(flowed > 60, "only " + flowed + " requests succeeded meanwhile");
        return "slowest answer %d ms, %d requests succeeded".formatted(slowest / 1_000_000, flowed);
    }

    private static String lostReply(ChaosEnvironment stage) {
        int before = stage.engine.losses();
        stage.engine.loseReplyTo("POST /containers/create");
        stage.ask("launch", Map.of("pod", VICTIM));
        stage.await("the reply is lost", Fault.SOON, () -> stage.engine.losses() == before + 1);
        stage.awaitView(
                "three nodes are online",
                Fault.AFTER_DOCKER,
                view -> view.pod(VICTIM).count(NodeState.ONLINE) == 3);
        long twins =
                stage.docker.containers().stream().filter(c -> c.node().startsWith(VICTIM)).count();
        Condition.require(twins == 3, twins + " containers for 3 nodes");
        String node = stage.nodes(VICTIM, NodeState.ONLINE).getLast().name();
        stage.ask("remove", Map.of("pod", VICTIM, "node", node));
        stage.atRest();
        return "adopted, no duplicate";
    }

    private static String events(ChaosEnvironment stage) {
        int cut = 0;
        for (int i = 0; i < 10; i++) {
            cut += stage.engine.cutEvents();
            Condition.pause(Duration.ofMillis(100));
        }
        ManagerView.Node node = stage.anyNode(VICTIM, NodeState.ONLINE);
        stage.docker.run("rm", "-f", stage.container(node.name()));
        cut += stage.engine.cutEvents();
        stage.awaitView(
                "the node's absence is noticed",
                Fault.SOON,
                view -> !view.nodes().anyMatch(node::equals));
        String spare = stage.container(stage.nodes(VICTIM, NodeState.ONLINE).getFirst().name());
        long began = System.nanoTime();
        long slowest = 0;
        for (int i = 0; i < 100; i++) {
            stage.docker.run("kill", "-s", "CONT", spare);
            long asked = System.nanoTime();
            Condition.require(stage.view().number() > 0, "there is no snapshot");
            slowest = Math.max(slowest, System.nanoTime() - asked);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Condition.require(cut > 0, "there was no event stream to cut");
        Condition.require(
                slowest < 1_000_000_000L, "an answer took " + slowest / 1_000_000 + " ms");
        return "%d streams cut, 100 events in %.1f s".formatted(cut, seconds);
    }

    private static String image(ChaosEnvironment stage) throws IOException {
        Path broken = stage.sandbox.faulty("broken", "");
        Files.writeString(
                broken.resolve("Dockerfile"),
                "FROM debian:trixie-slim\nRUN echo the tank is empty && exit 7\n");
        stage.ask("add pod", Map.of("folder", broken.toString()));
        stage.ask("initialise", Map.of("pod", "broken", "nodes", "1"));
        stage.awaitProblem(Duration.ofSeconds(30), "the tank is empty", "exit code 7");
        Path missing = stage.sandbox.faulty("missing", "");
        Path declaration = missing.resolve("pod.yaml");
        Files.writeString(
                declaration,
                Files.readString(declaration) + "\nimage: elastic-cloud-nowhere/nothing:1\n");
        stage.ask("add pod", Map.of("folder", missing.toString()));
        stage.ask("initialise", Map.of("pod", "missing", "nodes", "1"));
        stage.awaitProblem(Duration.ofSeconds(40), "elastic-cloud-nowhere/nothing:1");
        ManagerUnderTest.JobView job = stage.awaitEnd(stage.longJob(0), Fault.SOON);
        Condition.require(job.state().equals("COMPLETED"), "another pod's job is " + job);
        stage.removePod("broken");
        stage.removePod("missing");
        return "the last lines of the build are shown";
    }
}
