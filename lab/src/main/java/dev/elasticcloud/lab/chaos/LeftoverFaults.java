package dev.elasticcloud.lab.chaos;

import static dev.elasticcloud.lab.chaos.ChaosEnvironment.VICTIM;

import dev.elasticcloud.lab.chaos.Fault.Harm;
import dev.elasticcloud.lab.chaos.docker.DockerCli;
import dev.elasticcloud.manager.model.status.NodeState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What others leave of a cloud: containers that were never started, and whatever a cleaning command
/// removed. Only what belongs to the cloud is removed here, never all that such a command would take.
final class LeftoverFaults {

    private static final Duration HEALED = Duration.ofSeconds(60);

    /// For an image, networks, the balancer and all nodes on a busy machine.
    private static final Duration MADE_AGAIN = Duration.ofSeconds(120);

    private LeftoverFaults() {}

    static List<Fault> all() {
        return List.of(
                afterwards(41, "created and never started", LeftoverFaults::created),
                Fault.of(
                        42,
                        "images and claim pruned while it runs",
                        Harm.NONE,
                        LeftoverFaults::prunedWhileUp),
                afterwards(
                        43, "everything pruned while it is down", LeftoverFaults::prunedWhileDown),
                afterwards(44, "balancer, node and network removed", LeftoverFaults::inOneGo),
                afterwards(45, "the balancer's folder removed", LeftoverFaults::folder),
                afterwards(46, "the edge network removed", LeftoverFaults::edgeNetwork));
    }

    private static Fault afterwards(int number, String title, Fault.Injection injection) {
        return new Fault(number, title, Fault.AFTER_DOCKER, Harm.IN_FLIGHT, injection);
    }

    /// Kills the manager between the create and the start of a node, and leaves a balancer in the
    /// same state.
    private static String created(ChaosEnvironment stage) {
        Map<String, Integer> before = told(stage);
        int losses = stage.engine.losses();
        stage.engine.loseReplyTo("POST /containers/create");
        stage.ask("launch", Map.of("pod", VICTIM));
        stage.await("a node is created", Fault.SOON, () -> stage.engine.losses() == losses + 1);
        stage.killManager();
        List<DockerCli.Container> created =
                stage.docker.containers().stream()
                        .filter(c -> c.state().equals("created"))
                        .toList();
        Condition.require(created.size() == 1, "the containers created only are " + created);
        String balancer = stage.docker.balancer();
        String image = inspected(stage, balancer, "{{.Config.Image}}");
        stage.docker.run("rm", "-f", balancer);
        stage.docker.run(
                "create",
                "--name",
                balancer,
                "--label",
                "dev.elasticcloud.cloud=" + stage.cloud,
                "--label",
                "dev.elasticcloud.role=balancer",
                image);
        stage.startManager();
        stage.awaitView(
                "three nodes are online",
                HEALED,
                view -> view.balancerRuns() && view.pod(VICTIM).count(NodeState.ONLINE) == 3);
        requireTold(
                stage,
                before,
                "start %s: its container was created but never started"
                        .formatted(created.getFirst().node()),
                "configure the balancer: it does not run: its container was created but never started");
        String id = created.getFirst().id();
        boolean same = stage.view().nodes().anyMatch(n -> n.container().equals(id));
        stage.ask(
                "remove",
                Map.of(
                        "pod",
                        VICTIM,
                        "node",
                        stage.nodes(VICTIM, NodeState.ONLINE).getLast().name()));
        stage.atRest();
        Condition.require(same, "the container that was created was not used");
        return "both were put to use";
    }

    /// Removes the images of a pod and the claim, as `docker system prune -af --volumes` does, then
    /// asks for one more node.
    private static String prunedWhileUp(ChaosEnvironment stage) {
        Map<String, Integer> before = told(stage);
        removeImages(stage);
        stage.docker.run("volume", "rm", claim(stage));
        stage.ask("launch", Map.of("pod", VICTIM));
        stage.awaitView(
                "a third node is online",
                HEALED,
                view -> view.pod(VICTIM).count(NodeState.ONLINE) == 3);
        stage.await(
                "the claim is there again", HEALED, () -> !volumes(stage, claim(stage)).isEmpty());
        requireTold(
                stage,
                before,
                "build the image of victim: the pod's image is missing",
                "which claims the cloud's name on this Docker host; it was created again");
        String node = stage.nodes(VICTIM, NodeState.ONLINE).getLast().name();
        stage.ask("remove", Map.of("pod", VICTIM, "node", node));
        stage.atRest();
        return "the image was built and the name claimed again";
    }

    private static void removeImages(ChaosEnvironment stage) {
        String repository = "elastic-cloud/" + VICTIM;
        String tags =
                stage.docker.run("images", "--format", "{{.Repository}}:{{.Tag}}", repository);
        for (String image : tags.lines().toList()) {
            stage.docker.run("rmi", "-f", image);
        }
    }

    private static String volumes(ChaosEnvironment stage, String name) {
        return stage.docker.run("volume", "ls", "-q", "--filter", "name=" + name);
    }

    private static String claim(ChaosEnvironment stage) {
        return "ec-" + stage.cloud + "-claim";
    }

    private static String prunedWhileDown(ChaosEnvironment stage) throws IOException {
        stage.killManager();
        for (DockerCli.Container container : stage.docker.containers()) {
            stage.docker.run("rm", "-f", "-v", container.id());
        }
        for (String network : stage.docker.networks()) {
            stage.docker.run("network", "rm", network);
        }
        stage.docker.run("volume", "rm", claim(stage));
        removeImages(stage);
        ChaosSandbox.remove(stage.sandbox.balancer(stage.cloud));
        long began = System.nanoTime();
        stage.startManager();
        stage.awaitView("all of it is made again", MADE_AGAIN, ManagerView::settled);
        settles(stage);
        return "all of it was there again after %.0f s"
                .formatted((System.nanoTime() - began) / 1e9);
    }

    private static String inOneGo(ChaosEnvironment stage) {
        Map<String, Integer> before = told(stage);
        String url = stage.view().balancerUrl();
        String network = "ec-" + stage.cloud + "." + VICTIM;
        List<ManagerView.Node> nodes = stage.nodes(VICTIM, NodeState.ONLINE);
        stage.docker.run(
                "rm", "-f", stage.docker.balancer(), stage.container(nodes.getFirst().name()));
        NetworkFaults.removeUnderTheManager(stage, network);
        stage.await(
                "the loss is noticed",
                HEALED,
                () -> !stage.view().nodes().anyMatch(nodes::contains));
        settles(stage);
        String now = stage.view().balancerUrl();
        Condition.require(
                now.equals(url), "the balancer was at %s and is at %s".formatted(url, now));
        requireTold(
                stage,
                before,
                "Node %s is gone: somebody else removed its container"
                        .formatted(nodes.getFirst().name()),
                "The balancer ended: ",
                "create the network of victim: the pod has no network");
        return "at the same port as before";
    }

    private static String folder(ChaosEnvironment stage) throws IOException {
        return balancerAnew(
                stage,
                () -> ChaosSandbox.remove(stage.sandbox.balancer(stage.cloud)),
                "was removed, so that it takes no commands");
    }

    private static String edgeNetwork(ChaosEnvironment stage) throws IOException {
        String edge = "ec-" + stage.cloud + "-edge";
        return balancerAnew(
                stage,
                () -> NetworkFaults.removeUnderTheManager(stage, edge),
                "so that no request reaches it");
    }

    private interface Removal {
        void remove() throws IOException;
    }

    /// Takes away what a running balancer needs, and waits for another one at the same port.
    private static String balancerAnew(ChaosEnvironment stage, Removal removal, String words)
            throws IOException {
        Map<String, Integer> before = told(stage);
        String url = stage.view().balancerUrl();
        String id = inspected(stage, stage.docker.balancer(), "{{.Id}}");
        long began = System.nanoTime();
        removal.remove();
        stage.await("the balancer is replaced", HEALED, () -> replaced(stage, id));
        settles(stage);
        double took = (System.nanoTime() - began) / 1e9;
        String now = stage.view().balancerUrl();
        Condition.require(
                now.equals(url), "the balancer was at %s and is at %s".formatted(url, now));
        requireTold(stage, before, words);
        return "replaced after %.1f s, at the same port".formatted(took);
    }

    private static boolean replaced(ChaosEnvironment stage, String id) {
        try {
            return !inspected(stage, stage.docker.balancer(), "{{.Id}}").equals(id);
        } catch (IllegalStateException e) {
            return false; // There is none at this moment.
        }
    }

    private static String inspected(ChaosEnvironment stage, String container, String format) {
        return stage.docker.run("inspect", "-f", format, container);
    }

    /// Waits until the cloud has converged and a job has been through it.
    private static void settles(ChaosEnvironment stage) {
        stage.awaitView("the cloud has converged", HEALED, ManagerView::settled);
        ManagerUnderTest.JobView job = stage.awaitEnd(stage.longJob(0), Fault.AFTER_DOCKER);
        Condition.require(job.state().equals("COMPLETED"), "a job afterwards is " + job);
    }

    /// How often each event has been told so far.
    private static Map<String, Integer> told(ChaosEnvironment stage) {
        Map<String, Integer> told = new HashMap<>();
        stage.manager()
                .ask("events", Map.of())
                .forEach(event -> told.merge(event.asText(), 1, Integer::sum));
        return told;
    }

    /// Requires an event with each of these words that was not told before.
    private static void requireTold(
            ChaosEnvironment stage, Map<String, Integer> before, String... words) {
        List<String> missing = new ArrayList<>();
        Condition.comes(
                Fault.SOON,
                () -> {
                    Map<String, Integer> fresh = told(stage);
                    fresh.entrySet()
                            .removeIf(e -> e.getValue() <= before.getOrDefault(e.getKey(), 0));
                    missing.clear();
                    Stream.of(words)
                            .filter(
                                    word ->
                                            fresh.keySet().stream()
                                                    .noneMatch(e -> e.contains(word)))
                            .forEach(missing::add);
                    return missing.isEmpty();
                });
        Condition.require(missing.isEmpty(), "no event tells: " + missing);
    }
}
