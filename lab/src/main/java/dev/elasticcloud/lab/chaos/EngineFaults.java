package dev.elasticcloud.lab.chaos;

import static dev.elasticcloud.lab.chaos.ChaosEnvironment.VICTIM;

import dev.elasticcloud.lab.chaos.Fault.Harm;
import dev.elasticcloud.manager.model.status.NodeState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Faults of Docker: restarts, freezes, lost replies, cut event streams, missing images, networks
/// and ports.
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
                Fault.of(25, "image missing, build fails", Harm.NONE, EngineFaults::image),
                Fault.of(
                        28,
                        "network removed, subnets used up",
                        Harm.IN_FLIGHT,
                        EngineFaults::networks),
                Fault.of(29, "the balancer's port is in use", Harm.IN_FLIGHT, EngineFaults::port));
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
                ChaosEnvironment.require(stage.view().number() > 0, "there is no snapshot");
                slowest = Math.max(slowest, System.nanoTime() - began);
                ChaosEnvironment.pass(Duration.ofMillis(450));
            }
            ManagerUnderTest.JobView job = stage.awaitEnd(stage.longJob(1), Fault.SOON);
            ChaosEnvironment.require(job.state().equals("COMPLETED"), "a job meanwhile is " + job);
        } finally {
            BalancerFaults.signal("CONT", pid);
        }
        int flowed = stage.load.good() - before;
        ChaosEnvironment.require(
                slowest < 1_000_000_000L, "an answer took " + slowest / 1_000_000 + " ms");
        ChaosEnvironment.require(flowed > 60, "only " + flowed + " requests succeeded meanwhile");
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
        ChaosEnvironment.require(twins == 3, twins + " containers for 3 nodes");
        String node = stage.nodes(VICTIM, NodeState.ONLINE).getLast().name();
        stage.ask("remove", Map.of("pod", VICTIM, "node", node));
        stage.atRest();
        return "adopted, no duplicate";
    }

    private static String events(ChaosEnvironment stage) {
        int cut = 0;
        for (int i = 0; i < 10; i++) {
            cut += stage.engine.cutEvents();
            ChaosEnvironment.pass(Duration.ofMillis(100));
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
            ChaosEnvironment.require(stage.view().number() > 0, "there is no snapshot");
            slowest = Math.max(slowest, System.nanoTime() - asked);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        ChaosEnvironment.require(cut > 0, "there was no event stream to cut");
        ChaosEnvironment.require(
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
        stage.awaitProblem(Duration.ofSeconds(30), "the tank is empty", "code: 7");
        Path missing = stage.sandbox.faulty("missing", "");
        Path declaration = missing.resolve("pod.yaml");
        Files.writeString(
                declaration,
                Files.readString(declaration) + "\nimage: elastic-cloud-nowhere/nothing:1\n");
        stage.ask("add pod", Map.of("folder", missing.toString()));
        stage.ask("initialise", Map.of("pod", "missing", "nodes", "1"));
        stage.awaitProblem(Duration.ofSeconds(40), "elastic-cloud-nowhere/nothing:1");
        ManagerUnderTest.JobView job = stage.awaitEnd(stage.longJob(0), Fault.SOON);
        ChaosEnvironment.require(job.state().equals("COMPLETED"), "another pod's job is " + job);
        NodeFaults.end(stage, "broken");
        NodeFaults.end(stage, "missing");
        return "the last lines of the build are shown";
    }

    private static String networks(ChaosEnvironment stage) throws IOException {
        String network = "ec-" + stage.cloud + "." + VICTIM;
        removeUnderTheManager(stage, network);
        stage.await(
                "the network is created again",
                Duration.ofSeconds(30),
                () -> stage.docker.networks().contains(network));
        stage.awaitView("the cloud has converged", Duration.ofSeconds(30), ManagerView::settled);
        ManagerUnderTest.JobView job = stage.awaitEnd(stage.longJob(0), Fault.AFTER_DOCKER);
        ChaosEnvironment.require(
                job.state().equals("COMPLETED"), "a job on the new network is " + job);
        return noSubnetLeft(stage);
    }

    /// Removes the network. Retries when the manager connects a new node in between.
    private static void removeUnderTheManager(ChaosEnvironment stage, String network) {
        stage.await(
                "the network is removed",
                Fault.SOON,
                () -> {
                    try {
                        for (String id : members(stage, network)) {
                            stage.docker.run("network", "disconnect", "-f", network, id);
                        }
                        stage.docker.run("network", "rm", network);
                        return true;
                    } catch (IllegalStateException e) {
                        return false;
                    }
                });
    }

    private static List<String> members(ChaosEnvironment stage, String network) {
        String format = "{{range $id, $c := .Containers}}{{$id}} {{end}}";
        String ids = stage.docker.run("network", "inspect", "-f", format, network).strip();
        return ids.isEmpty() ? List.of() : List.of(ids.split(" "));
    }

    /// Occupies all subnets that the manager could use, then initialises one more pod.
    private static String noSubnetLeft(ChaosEnvironment stage) throws IOException {
        List<String> taken = new ArrayList<>();
        try {
            for (String subnet : free(stage)) {
                String name = "foreign-%s-%d".formatted(stage.cloud, taken.size());
                stage.docker.run("network", "create", "--subnet", subnet, name);
                taken.add(name);
            }
            NodeFaults.begin(stage, "crowded", "");
            stage.awaitProblem(Duration.ofSeconds(30), "no free subnet");
            ChaosEnvironment.require(
                    stage.docker.containers().stream().noneMatch(c -> c.node().contains("crowded")),
                    "a pod was created in part");
            String shown = stage.view().trouble();
            NodeFaults.end(stage, "crowded");
            return shown.substring(0, Math.min(90, shown.length()));
        } finally {
            taken.forEach(name -> stage.docker.run("network", "rm", name));
        }
    }

    /// The largest subnets of 10.89.0.0/16 that no network overlaps.
    private static List<String> free(ChaosEnvironment stage) {
        TreeSet<Integer> used = new TreeSet<>();
        String ids = stage.docker.run("network", "ls", "-q").replace('\n', ' ');
        List<String> words = new ArrayList<>(List.of("network", "inspect", "-f"));
        words.add("{{range .IPAM.Config}}{{.Subnet}} {{end}}");
        words.addAll(List.of(ids.split(" ")));
        for (String subnet : stage.docker.run(words.toArray(String[]::new)).split("\\s+")) {
            if (subnet.matches("10\\.89\\.\\d+\\.0/24")) {
                used.add(Integer.parseInt(subnet.split("\\.")[2]));
            }
        }
        List<String> free = new ArrayList<>();
        halve(0, 256, used, free);
        return free;
    }

    private static void halve(int from, int size, TreeSet<Integer> used, List<String> free) {
        if (used.subSet(from, from + size).isEmpty()) {
            int bits = 16 + Integer.numberOfLeadingZeros(size) - Integer.numberOfLeadingZeros(256);
            free.add("10.89.%d.0/%d".formatted(from, bits));
        } else if (size > 1) {
            halve(from, size / 2, used, free);
            halve(from + size / 2, size / 2, used, free);
        }
    }

    private static String port(ChaosEnvironment stage) throws IOException {
        int port = URI.create(stage.url()).getPort();
        stage.docker.run("kill", "-s", "KILL", stage.docker.balancer());
        String shown;
        try (ServerSocket taken = takePort(stage, port)) {
            stage.awaitProblem(Fault.AFTER_DOCKER, "start the balancer");
            shown = stage.view().trouble();
            ChaosEnvironment.require(taken.isBound(), "the port was lost");
        }
        stage.awaitView("the balancer is back", Duration.ofSeconds(40), ManagerView::balancerRuns);
        return shown.substring(0, Math.min(110, shown.length()));
    }

    /// Takes the port in the short time between the balancer's end and its next start.
    private static ServerSocket takePort(ChaosEnvironment stage, int port) throws IOException {
        for (int attempt = 0; attempt < 400; attempt++) {
            try {
                return new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                if (attempt % 40 == 39) {
                    stage.docker.run("kill", "-s", "KILL", stage.docker.balancer());
                }
                ChaosEnvironment.pass(Duration.ofMillis(2));
            }
        }
        throw new NotApplicable("the port could not be taken: the manager was faster each time");
    }
}
