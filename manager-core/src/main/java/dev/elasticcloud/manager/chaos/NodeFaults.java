package dev.elasticcloud.manager.chaos;

import static dev.elasticcloud.manager.chaos.Stage.VICTIM;

import dev.elasticcloud.manager.chaos.Fault.Harm;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.PodPhase;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What happens to nodes: killed, removed, frozen, out of memory, silent, failing, slow.
final class NodeFaults {

    /// A job's own timeout and what the way may take on top of it.
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

    private static String killIdle(Stage stage) {
        View.Node node = stage.anyNode(VICTIM, NodeState.ONLINE);
        stage.docker.run("kill", "-s", "KILL", stage.container(node.name()));
        stage.awaitView("the node is replaced", Fault.SOON, view -> !serves(view, node));
        return node.name();
    }

    private static boolean serves(View view, View.Node node) {
        return view.nodes().anyMatch(n -> n.container().equals(node.container()));
    }

    private static String killBusy(Stage stage) {
        List<String> repeatable = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            repeatable.add(stage.load.submit(Map.of("pod", Load.POD, "repeat", "2000")));
        }
        String once = stage.doomedJob(Map.of("seconds", "7"));
        stage.awaitView(
                "both nodes work on them",
                Fault.SOON,
                view ->
                        view.pod(Load.POD).nodes().stream().filter(n -> n.running() > 2).count()
                                > 1);
        View.Node light = busy(stage, Load.POD);
        View.Node victim = busy(stage, VICTIM);
        stage.docker.run(
                "kill",
                "-s",
                "KILL",
                stage.container(light.name()),
                stage.container(victim.name()));
        Subject.JobView failed = stage.awaitEnd(once, JOB_ENDS);
        Stage.require(
                failed.state().equals("FAILED") && !failed.reason().isBlank(),
                "the job that may not be repeated is " + failed);
        int repeated = 0;
        for (String id : repeatable) {
            Subject.JobView job = stage.awaitEnd(id, Duration.ofSeconds(60));
            Stage.require(job.state().equals("COMPLETED"), "a job that may be repeated is " + job);
            repeated += job.attempts() > 1 ? 1 : 0;
        }
        return "%d repeated; the other: %s".formatted(repeated, failed.reason());
    }

    /// A node that works on something just now.
    static View.Node busy(Stage stage, String pod) {
        List<View.Node> found = new ArrayList<>();
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

    private static String removeFromOutside(Stage stage) {
        View.Node node = stage.anyNode(VICTIM, NodeState.ONLINE);
        stage.docker.run("rm", "-f", stage.container(node.name()));
        stage.awaitView("the node is missed", Fault.SOON, view -> !serves(view, node));
        return node.name();
    }

    private static String pauseServing(Stage stage) {
        String job = stage.doomedJob(Map.of("seconds", "5"));
        View.Node node = busy(stage, VICTIM);
        stage.docker.run("pause", stage.container(node.name()));
        stage.await(
                "it is out of the balancer, or runs again",
                Fault.SOON,
                () -> !up(stage, VICTIM, node.name()) || !isPaused(stage, node));
        Subject.JobView ended = stage.awaitEnd(job, JOB_ENDS);
        return "its job: " + ended.state() + " " + ended.reason();
    }

    private static boolean isPaused(Stage stage, View.Node node) {
        return Boolean.parseBoolean(
                stage.docker
                        .run("inspect", "-f", "{{.State.Paused}}", stage.container(node.name()))
                        .strip());
    }

    /// Whether HAProxy gives a node requests.
    static boolean up(Stage stage, String pod, String node) {
        try {
            return stage.balancer("show stat")
                    .lines()
                    .filter(line -> line.startsWith(pod + "," + node + ","))
                    .anyMatch(line -> line.contains(",UP,") || line.contains(",UP "));
        } catch (IOException e) {
            return false;
        }
    }

    private static String unpauseSpare(Stage stage) {
        View.Node spare = stage.anyNode(Load.POD, NodeState.SPARE);
        stage.docker.run("unpause", stage.container(spare.name()));
        for (int look = 0; look < 20; look++) {
            long serving =
                    stage.nodes(Load.POD, NodeState.ONLINE).stream()
                            .filter(n -> !n.name().equals(spare.name()))
                            .count();
            Stage.require(
                    serving < 2 || !up(stage, Load.POD, spare.name()),
                    spare.name() + " is in rotation and nobody asked for it");
            Stage.pass(Duration.ofMillis(100));
        }
        return spare.name();
    }

    private static String outOfMemory(Stage stage) {
        String job = stage.doomedJob(Map.of("allocate", "300"));
        Subject.JobView failed = stage.awaitEnd(job, JOB_ENDS);
        Stage.require(failed.state().equals("FAILED"), "the job is " + failed);
        stage.await("it is said", Fault.SOON, () -> told(stage, "ran out of memory"));
        return failed.reason();
    }

    /// Whether an event or a problem says so.
    private static boolean told(Stage stage, String words) {
        return stage.view().trouble().contains(words)
                || stage.manager().ask("events", Map.of()).toString().contains(words);
    }

    private static String childOutOfMemory(Stage stage) {
        long before = mentions(stage, "memory");
        String job = stage.doomedJob(Map.of("child", "300"));
        Subject.JobView failed = stage.awaitEnd(job, JOB_ENDS);
        Stage.require(failed.state().equals("FAILED"), "the job is " + failed);
        stage.await(
                "a node whose child ran out of memory is replaced or marked",
                Fault.SOON,
                () -> mentions(stage, "memory") > before);
        return failed.reason();
    }

    private static long mentions(Stage stage, String word) {
        long count = 0;
        for (var event : stage.manager().ask("events", Map.of())) {
            count += event.asText().contains(word) ? 1 : 0;
        }
        return count;
    }

    private static String crashLoop(Stage stage) throws IOException {
        long began = System.currentTimeMillis() / 1000;
        begin(stage, "crashing", "crash");
        stage.awaitProblem(Duration.ofSeconds(15), "exit code 3");
        Stage.require(
                stage.view().pod("crashing").phase() == PodPhase.DEGRADED,
                "the pod is shown as " + stage.view().pod("crashing").phase());
        Stage.pass(Duration.ofSeconds(30));
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
        end(stage, "crashing");
        Stage.require(made <= 12, made + " containers were made in " + seconds + " s");
        Stage.require(lastLines, "the log's last lines are not shown");
        return "%d containers in %d s".formatted(made, seconds);
    }

    /// Brings a pod of one node into being whose program behaves so at its start.
    static void begin(Stage stage, String pod, String start) throws IOException {
        stage.ask("add pod", Map.of("folder", stage.grounds.faulty(pod, start).toString()));
        stage.ask("initialise", Map.of("pod", pod, "nodes", "1"));
    }

    /// Takes such a pod away and forgets it.
    static void end(Stage stage, String pod) {
        stage.ask("shut down", Map.of("pod", pod));
        stage.await(
                pod + " is forgotten",
                Duration.ofSeconds(40),
                () -> {
                    try {
                        stage.ask("forget", Map.of("pod", pod));
                        return true;
                    } catch (IllegalStateException e) {
                        return false;
                    }
                });
    }

    private static String silent(Stage stage) {
        View.Node node = stage.anyNode(VICTIM, NodeState.ONLINE);
        stage.behave(node.name(), "silent");
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            jobs.add(stage.doomedJob(Map.of()));
        }
        stage.awaitView("it is taken out", Duration.ofSeconds(25), view -> !serves(view, node));
        int failed = 0;
        for (String job : jobs) {
            failed += stage.awaitEnd(job, JOB_ENDS).state().equals("FAILED") ? 1 : 0;
        }
        return failed + " of 4 jobs failed";
    }

    /// Every node answers 500, one that replaces another as well.
    private static String errors(Stage stage) {
        Set<String> made = new HashSet<>();
        int fewest = 2;
        for (int look = 0; look < 100; look++) {
            List<View.Node> nodes = stage.view().pod(VICTIM).nodes();
            for (View.Node node : nodes) {
                if (made.add(node.container())) {
                    behave(stage, node, "errors");
                }
            }
            long running =
                    stage.docker.containers().stream()
                            .filter(c -> c.node().startsWith(VICTIM) && c.state().equals("running"))
                            .count();
            fewest = (int) Math.min(fewest, running);
            Stage.pass(Duration.ofMillis(200));
        }
        stage.view().pod(VICTIM).nodes().forEach(node -> behave(stage, node, ""));
        Stage.require(fewest >= 1, "all nodes were taken away at once");
        Stage.require(made.size() <= 8, made.size() + " containers were used in 20 s");
        return "%d containers in 20 s, never fewer than %d".formatted(made.size(), fewest);
    }

    private static void behave(Stage stage, View.Node node, String mode) {
        try {
            stage.behave(node.name(), mode);
        } catch (IllegalStateException e) {
            // it is starting or going just now
        }
    }

    private static String slowStart(Stage stage) throws IOException {
        long began = System.nanoTime();
        begin(stage, "slow", "slow");
        stage.awaitView("it is known", Fault.SOON, view -> view.pod("slow").initialised());
        String job = stage.load.submit(Map.of("pod", "slow"));
        stage.await(
                "it serves",
                Duration.ofSeconds(50),
                () -> !stage.nodes("slow", NodeState.ONLINE).isEmpty());
        double served = (System.nanoTime() - began) / 1e9;
        Subject.JobView done = stage.awaitEnd(job, JOB_ENDS);
        end(stage, "slow");
        Stage.require(served > 29, "it was served to after " + served + " s");
        Stage.require(done.state().equals("COMPLETED"), "the job that waited is " + done);
        return "served after %.0f s".formatted(served);
    }
}
