package dev.elasticcloud.lab.chaos;

import static dev.elasticcloud.lab.chaos.ChaosEnvironment.VICTIM;

import dev.elasticcloud.lab.chaos.Fault.Harm;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.PodPhase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Faults of nodes: kills, removals, freezes, exhausted memory, missing answers, errors, slow
/// starts.
final class NodeFaults {

    /// A job's timeout, plus the time for the way through manager and balancer.
    private static final Duration JOB_ENDS = Duration.ofSeconds(20);

    private NodeFaults() {}

    static List<Fault> all() {
        return List.of(
                Fault.of(1, "kill -9 an idle node", Harm.NONE, NodeFaults::killIdle),
                Fault.of(2, "kill -9 a busy node", Harm.IN_FLIGHT, NodeFaults::killBusy),
                Fault.of(3, "docker rm -f from outside", Harm.NONE, NodeFaults::removeFromOutside),
                Fault.of(4, "a serving node is paused", Harm.NONE, NodeFaults::pauseServing),
                Fault.of(5, "a spare is unpaused", Harm.NONE, NodeFaults::unpauseSpare),
                Fault.of(6, "main process out of memory", Harm.NONE, NodeFaults::outOfMemory),
                Fault.of(7, "a child out of memory", Harm.NONE, NodeFaults::childOutOfMemory),
                Fault.of(8, "crash loop at start", Harm.NONE, NodeFaults::crashLoop),
                Fault.of(9, "takes connections, never answers", Harm.NONE, NodeFaults::silent),
                Fault.of(10, "answers 500 to everything", Harm.NONE, NodeFaults::errors),
                Fault.of(11, "30 s slow start", Harm.NONE, NodeFaults::slowStart));
    }

    private static String killIdle(ChaosEnvironment stage) {
        ManagerView.Node node = stage.anyNode(VICTIM, NodeState.ONLINE);
        stage.docker.run("kill", "-s", "KILL", stage.container(node.name()));
        stage.awaitView("the node is replaced", Fault.SOON, view -> !serves(view, node));
        return node.name();
    }

    private static boolean serves(ManagerView view, ManagerView.Node node) {
        return view.nodes().anyMatch(n -> n.container().equals(node.container()));
    }

    private static String killBusy(ChaosEnvironment stage) {
        List<String> repeatable = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            repeatable.add(stage.load.submit(Map.of("pod", BackgroundLoad.POD, "repeat", "2000")));
        }
        String once = stage.doomedJob(Map.of("seconds", "7"));
        stage.awaitView(
                "both nodes are busy",
                Fault.SOON,
                view ->
                        view.pod(BackgroundLoad.POD).nodes().stream()
                                        .filter(n -> n.running() > 2)
                                        .count()
                                > 1);
        ManagerView.Node light = busy(stage, BackgroundLoad.POD);
        ManagerView.Node victim = busy(stage, VICTIM);
        stage.docker.run(
                "kill",
                "-s",
                "KILL",
                stage.container(light.name()),
                stage.container(victim.name()));
        ManagerUnderTest.JobView failed = stage.awaitEnd(once, JOB_ENDS);
        Condition.require(
                failed.state().equals("FAILED") && !failed.reason().isBlank(),
                "the job that must not be repeated is " + failed);
        int repeated = 0;
        for (String id : repeatable) {
            ManagerUnderTest.JobView job = stage.awaitEnd(id, Duration.ofSeconds(60));
            Condition.require(
                    job.state().equals("COMPLETED"), "a job that may be repeated is " + job);
            repeated += job.attempts() > 1 ? 1 : 0;
        }
        return "%d repeated; the other: %s".formatted(repeated, failed.reason());
    }

    /// A node that is running a job now.
    static ManagerView.Node busy(ChaosEnvironment stage, String pod) {
        List<ManagerView.Node> found = new ArrayList<>();
        stage.awaitView(
                "a node of " + pod + " is busy",
                Fault.SOON,
                view ->
                        view.pod(pod).nodes().stream()
                                .filter(n -> n.running() > 0 && n.state() == NodeState.ONLINE)
                                .findFirst()
                                .map(found::add)
                                .orElse(false));
        return found.getFirst();
    }

    private static String removeFromOutside(ChaosEnvironment stage) {
        ManagerView.Node node = stage.anyNode(VICTIM, NodeState.ONLINE);
        stage.docker.run("rm", "-f", stage.container(node.name()));
        stage.awaitView("the node's absence is noticed", Fault.SOON, view -> !serves(view, node));
        return node.name();
    }

    private static String pauseServing(ChaosEnvironment stage) {
        String job = stage.doomedJob(Map.of("seconds", "5"));
        ManagerView.Node node = busy(stage, VICTIM);
        stage.docker.run("pause", stage.container(node.name()));
        stage.await(
                "it is out of the balancer, or running again",
                Fault.SOON,
                () -> !up(stage, VICTIM, node.name()) || !isPaused(stage, node));
        ManagerUnderTest.JobView ended = stage.awaitEnd(job, JOB_ENDS);
        return "its job: " + ended.state() + " " + ended.reason();
    }

    private static boolean isPaused(ChaosEnvironment stage, ManagerView.Node node) {
        return Boolean.parseBoolean(
                stage.docker
                        .run("inspect", "-f", "{{.State.Paused}}", stage.container(node.name()))
                        .strip());
    }

    /// Whether HAProxy sends requests to a node.
    static boolean up(ChaosEnvironment stage, String pod, String node) {
        try {
            return stage.balancer("show stat")
                    .lines()
                    .filter(line -> line.startsWith(pod + "," + node + ","))
                    .anyMatch(line -> line.contains(",UP,") || line.contains(",UP "));
        } catch (IOException e) {
            return false;
        }
    }

    private static String unpauseSpare(ChaosEnvironment stage) {
        ManagerView.Node spare = stage.anyNode(BackgroundLoad.POD, NodeState.SPARE);
        stage.docker.run("unpause", stage.container(spare.name()));
        for (int look = 0; look < 20; look++) {
            long serving =
                    stage.nodes(BackgroundLoad.POD, NodeState.ONLINE).stream()
                            .filter(n -> !n.name().equals(spare.name()))
                            .count();
            Condition.require(
                    serving < 2 || !up(stage, BackgroundLoad.POD, spare.name()),
                    spare.name() + " is in rotation and nobody asked for it");
            Condition.pause(Duration.ofMillis(100));
        }
        return spare.name();
    }

    private static String outOfMemory(ChaosEnvironment stage) {
        String job = stage.doomedJob(Map.of("allocate", "300"));
        ManagerUnderTest.JobView failed = stage.awaitEnd(job, JOB_ENDS);
        Condition.require(failed.state().equals("FAILED"), "the job is " + failed);
        stage.await("it is reported", Fault.SOON, () -> told(stage, "ran out of memory"));
        return failed.reason();
    }

    /// Whether an event or a problem contains these words.
    private static boolean told(ChaosEnvironment stage, String words) {
        return stage.view().trouble().contains(words)
                || stage.manager().ask("events", Map.of()).toString().contains(words);
    }

    private static String childOutOfMemory(ChaosEnvironment stage) {
        long before = mentions(stage, "memory");
        String job = stage.doomedJob(Map.of("child", "300"));
        ManagerUnderTest.JobView failed = stage.awaitEnd(job, JOB_ENDS);
        Condition.require(failed.state().equals("FAILED"), "the job is " + failed);
        stage.await(
                "a node whose child process ran out of memory is replaced or reported",
                Fault.SOON,
                () -> mentions(stage, "memory") > before);
        return failed.reason();
    }

    private static long mentions(ChaosEnvironment stage, String word) {
        long count = 0;
        for (var event : stage.manager().ask("events", Map.of())) {
            count += event.asText().contains(word) ? 1 : 0;
        }
        return count;
    }

    private static String crashLoop(ChaosEnvironment stage) throws IOException {
        long began = System.currentTimeMillis() / 1000;
        stage.addFaultyPod("crashing", "crash");
        stage.awaitProblem(Duration.ofSeconds(15), "exit code 3");
        Condition.require(
                stage.view().pod("crashing").phase() == PodPhase.DEGRADED,
                "the pod is shown as " + stage.view().pod("crashing").phase());
        Condition.pause(Duration.ofSeconds(30));
        boolean lastLines = told(stage, "the fuse is blown");
        long seconds = System.currentTimeMillis() / 1000 - began;
        long made =
                stage.docker
                        .run(
                                "events",
                                "--since",
                                Long.toString(began),
                                "--until",
                                Long.toString(began + seconds),
                                "--filter",
                                "event=create",
                                "--filter",
                                "label=dev.elasticcloud.pod=crashing",
                                "--format",
                                "{{.ID}}")
                        .lines()
                        .count();
        stage.removePod("crashing");
        Condition.require(made <= 12, made + " containers were created in " + seconds + " s");
        Condition.require(lastLines, "the log's last lines are not shown");
        return "%d containers in %d s".formatted(made, seconds);
    }

    private static String silent(ChaosEnvironment stage) {
        ManagerView.Node node = stage.anyNode(VICTIM, NodeState.ONLINE);
        stage.behave(node.name(), "silent");
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            jobs.add(stage.doomedJob(Map.of()));
        }
        stage.awaitView(
                "it is taken out of the balancer",
                Duration.ofSeconds(25),
                view -> !serves(view, node));
        int failed = 0;
        for (String job : jobs) {
            failed += stage.awaitEnd(job, JOB_ENDS).state().equals("FAILED") ? 1 : 0;
        }
        return failed + " of 4 jobs failed";
    }

    /// Every node answers 500, and so does each replacement.
    private static String errors(ChaosEnvironment stage) {
        Set<String> made = new HashSet<>();
        int fewest = 2;
        for (int look = 0; look < 100; look++) {
            List<ManagerView.Node> nodes = stage.view().pod(VICTIM).nodes();
            for (ManagerView.Node node : nodes) {
                if (made.add(node.container())) {
                    behave(stage, node, "errors");
                }
            }
            long running =
                    stage.docker.containers().stream()
                            .filter(c -> c.node().startsWith(VICTIM) && c.state().equals("running"))
                            .count();
            fewest = (int) Math.min(fewest, running);
            Condition.pause(Duration.ofMillis(200));
        }
        stage.view().pod(VICTIM).nodes().forEach(node -> behave(stage, node, ""));
        Condition.require(fewest >= 1, "all nodes were removed at once");
        Condition.require(made.size() <= 8, made.size() + " containers were used in 20 s");
        return "%d containers in 20 s, never fewer than %d".formatted(made.size(), fewest);
    }

    private static void behave(ChaosEnvironment stage, ManagerView.Node node, String mode) {
        try {
            stage.behave(node.name(), mode);
        } catch (IllegalStateException e) {
            // It is starting or stopping now.
        }
    }

    private static String slowStart(ChaosEnvironment stage) throws IOException {
        long began = System.nanoTime();
        stage.addFaultyPod("slow", "slow");
        stage.awaitView("it is known", Fault.SOON, view -> view.pod("slow").initialised());
        String job = stage.load.submit(Map.of("pod", "slow"));
        stage.await(
                "it is online",
                Duration.ofSeconds(50),
                () -> !stage.nodes("slow", NodeState.ONLINE).isEmpty());
        double served = (System.nanoTime() - began) / 1e9;
        ManagerUnderTest.JobView done = stage.awaitEnd(job, JOB_ENDS);
        stage.removePod("slow");
        Condition.require(served > 29, "it got its first job after " + served + " s");
        Condition.require(done.state().equals("COMPLETED"), "the job that waited is " + done);
        return "online after %.0f s".formatted(served);
    }
}
