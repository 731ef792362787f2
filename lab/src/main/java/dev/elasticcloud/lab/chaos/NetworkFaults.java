package dev.elasticcloud.lab.chaos;

import static dev.elasticcloud.lab.chaos.ChaosEnvironment.VICTIM;

import dev.elasticcloud.lab.chaos.Fault.Harm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Faults of the network: a pod's network removed, no subnet left, the balancer's port in use.
final class NetworkFaults {

    /// The only addresses of a manager under test, so that all of them can be used up.
    static final String SUBNETS = "10.89.0.0/16";

    private NetworkFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of(
                        28,
                        "network removed, subnets used up",
                        Harm.IN_FLIGHT,
                        NetworkFaults::networks),
                Fault.of(29, "the balancer's port is in use", Harm.IN_FLIGHT, NetworkFaults::port));
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
        Condition.require(job.state().equals("COMPLETED"), "a job on the new network is " + job);
        return noSubnetLeft(stage);
    }

    /// Removes the network. Retries when the manager connects a new node in between.
    static void removeUnderTheManager(ChaosEnvironment stage, String network) {
        stage.await(
                "the network is removed",
                Duration.ofSeconds(30),
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
            stage.addFaultyPod("crowded", "");
            stage.awaitProblem(Duration.ofSeconds(30), "no free subnet");
            Condition.require(
                    stage.docker.containers().stream().noneMatch(c -> c.node().contains("crowded")),
                    "a pod was created in part");
            String shown = stage.view().trouble();
            stage.removePod("crowded");
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
            stage.awaitProblem(Fault.AFTER_DOCKER, "is taken by another program");
            shown = stage.view().trouble();
            Condition.require(taken.isBound(), "the port was lost");
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
                Condition.pause(Duration.ofMillis(2));
            }
        }
        throw new NotApplicable("the port could not be taken: the manager was faster each time");
    }
}
