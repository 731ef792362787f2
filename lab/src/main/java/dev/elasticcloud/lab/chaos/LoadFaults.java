package dev.elasticcloud.lab.chaos;

import static dev.elasticcloud.lab.chaos.ChaosEnvironment.VICTIM;

import dev.elasticcloud.lab.chaos.Fault.Harm;
import dev.elasticcloud.manager.model.status.NodeState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Faults of load: bursts, load that flaps, scale-in during long jobs, the loss of the last node,
/// nodes that refuse jobs or are too busy to answer, a host without a free processor.
final class LoadFaults {

    private static final int BURST = 300;
    private static final int MOST = 4;
    private static final int REFUSED = 4;
    private static final Duration REFUSING = Duration.ofSeconds(15);

    /// How often one job may be asked for while it is refused: the pauses double from half a second.
    private static final int MOST_ASKED = 8;

    private static final Duration SATURATED = Duration.ofSeconds(30);

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
                Fault.of(39, "nodes answer 429 to every job", Harm.NONE, LoadFaults::refused),
                Fault.of(40, "one long job on one thread", Harm.NONE, LoadFaults::oneThread),
                Fault.of(47, "the host is saturated", Harm.NONE, LoadFaults::saturated));
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
            Condition.require(done.state().equals("COMPLETED"), "a job of the burst is " + done);
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
                Condition.pause(Duration.ofMillis(250));
                int now = stage.view().pod(BackgroundLoad.POD).wanted();
                changes += now == wanted ? 0 : 1;
                wanted = now;
            }
        }
        atRest(stage);
        Condition.require(changes <= 12, changes + " scale actions in a minute");
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
            Condition.require(job.state().equals("COMPLETED"), "a long job is " + job);
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
        Condition.require(
                completed >= 16,
                "only %d of 20 jobs completed, the others: %s".formatted(completed, reasons));
        return "%d of 20 completed, the others: %s".formatted(completed, reasons);
    }

    /// Jobs that every node refuses are asked again seldom, run once later, and delay no other pod.
    private static String refused(ChaosEnvironment stage) {
        List<ManagerView.Node> nodes = stage.nodes(VICTIM, NodeState.ONLINE);
        nodes.forEach(node -> stage.behave(node.name(), "refuses"));
        List<String> jobs = new ArrayList<>();
        int before = stage.load.good();
        int askedBefore = asked(stage, nodes);
        try {
            for (int i = 0; i < REFUSED; i++) {
                jobs.add(stage.longJob(0));
            }
            Condition.pause(REFUSING);
            for (String job : jobs) {
                Condition.require(!stage.job(job).ended(), "a refused job is " + stage.job(job));
            }
        } finally {
            nodes.forEach(node -> stage.behave(node.name(), ""));
        }
        int asked = asked(stage, nodes) - askedBefore;
        int flowed = stage.load.good() - before;
        for (String id : jobs) {
            ManagerUnderTest.JobView job = stage.awaitEnd(id, Duration.ofSeconds(60));
            Condition.require(job.state().equals("COMPLETED"), "a refused job is " + job);
        }
        Condition.require(
                asked >= REFUSED && asked <= REFUSED * MOST_ASKED,
                "%d jobs were asked for %d times".formatted(REFUSED, asked));
        Condition.require(flowed > 30, "only " + flowed + " requests of others succeeded");
        Condition.require(
                stage.nodes(VICTIM, NodeState.ONLINE).stream()
                        .map(ManagerView.Node::container)
                        .toList()
                        .equals(nodes.stream().map(ManagerView.Node::container).toList()),
                "nodes were replaced because they refused jobs");
        return "%d jobs, asked for %d times in %d s"
                .formatted(REFUSED, asked, REFUSING.toSeconds());
    }

    /// How many jobs these nodes have refused so far.
    private static int asked(ChaosEnvironment stage, List<ManagerView.Node> nodes) {
        int asked = 0;
        for (ManagerView.Node node : nodes) {
            String count = "cat /tmp/asked 2>/dev/null | wc -c";
            asked +=
                    Integer.parseInt(
                            stage.docker.run(
                                    "exec", stage.container(node.name()), "sh", "-c", count));
        }
        return asked;
    }

    /// A program that does one thing at a time answers no probe while it works.
    private static String oneThread(ChaosEnvironment stage) throws IOException {
        String pod = ChaosSandbox.SINGLE;
        stage.addFaultyPod(pod, ChaosSandbox.SINGLE);
        stage.await(
                "its node is online",
                Duration.ofSeconds(60),
                () -> stage.nodes(pod, NodeState.ONLINE).size() == 1);
        String container = stage.nodes(pod, NodeState.ONLINE).getFirst().container();
        String job = stage.load.submit(Map.of("pod", pod, "seconds", "30"));
        String next = stage.load.submit(Map.of("pod", pod));
        ManagerUnderTest.JobView done = stage.awaitEnd(job, Duration.ofSeconds(45));
        ManagerUnderTest.JobView after = stage.awaitEnd(next, Fault.AFTER_DOCKER);
        boolean same = stage.view().nodes().anyMatch(n -> n.container().equals(container));
        stage.removePod(pod);
        Condition.require(done.state().equals("COMPLETED"), "the long job is " + done);
        Condition.require(after.state().equals("COMPLETED"), "the job after it is " + after);
        Condition.require(same, "the node was replaced");
        return "30 s without an answer to a probe";
    }

    /// Other programs take all processors: everything is slow, and nothing is dead.
    private static String saturated(ChaosEnvironment stage) throws IOException {
        Set<String> before = containers(stage);
        int goodBefore = stage.load.good();
        long slowest = 0;
        List<Process> others = new ArrayList<>();
        ManagerUnderTest.JobView job;
        try {
            for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
                // A limit of its own, in case this program is killed meanwhile.
                others.add(
                        new ProcessBuilder("timeout", "90", "sh", "-c", "while :; do :; done")
                                .start());
            }
            String id = stage.longJob(2);
            long end = System.nanoTime() + SATURATED.toNanos();
            while (System.nanoTime() < end) {
                long began = System.nanoTime();
                ManagerView view = stage.view();
                slowest = Math.max(slowest, System.nanoTime() - began);
                Condition.require(view.engineAnswers(), "Docker was taken for dead");
                Condition.require(view.balancerRuns(), "the balancer was taken for dead");
                Condition.pause(Duration.ofMillis(500));
            }
            job = stage.awaitEnd(id, Fault.AFTER_DOCKER);
        } finally {
            others.forEach(Process::destroy);
        }
        int flowed = stage.load.good() - goodBefore;
        Condition.require(containers(stage).equals(before), "nodes were replaced");
        Condition.require(job.state().equals("COMPLETED"), "a job meanwhile is " + job);
        Condition.require(flowed > 20, "only " + flowed + " requests succeeded");
        return "%d requests in %d s, slowest answer of the manager %d ms"
                .formatted(flowed, SATURATED.toSeconds(), slowest / 1_000_000);
    }

    private static Set<String> containers(ChaosEnvironment stage) {
        return stage.view()
                .nodes()
                .map(ManagerView.Node::container)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
