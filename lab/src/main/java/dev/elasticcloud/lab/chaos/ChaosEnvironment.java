package dev.elasticcloud.lab.chaos;

import dev.elasticcloud.lab.chaos.docker.BalancerSocket;
import dev.elasticcloud.lab.chaos.docker.DockerCli;
import dev.elasticcloud.lab.chaos.docker.EngineProxy;
import dev.elasticcloud.manager.model.status.NodeState;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The environment of a chaos run: a cloud of its own on Docker, its manager as a child process,
/// load on it, and the tools to inject faults into each.
///
/// At rest it has two pods with two nodes each: `light`, as shipped, with a spare, and `victim`,
/// whose program fails on demand and whose jobs are not idempotent.
final class ChaosEnvironment implements AutoCloseable {

    static final String VICTIM = "victim";

    private static final Set<String> SHIPPED = Set.of("light", "medium", "heavy");
    private static final int AT_REST = 2;
    private static final Duration BUILT = Duration.ofMinutes(5);

    final String cloud;
    final Random random;
    final DockerCli docker;
    final EngineProxy engine;
    final ChaosSandbox sandbox;
    final BackgroundLoad load;
    final ChaosOptions options;

    /// Jobs that a case makes fail on purpose.
    final Set<String> doomed = new HashSet<>();

    private final Map<String, String> environment = new HashMap<>();
    private volatile ManagerProcess manager;
    private volatile String url = "";
    private @Nullable ForeignResources foreign;

    ChaosEnvironment(ChaosOptions options) throws IOException {
        this.options = options;
        this.cloud = "chaos-" + Long.toString(options.seed() & 0xffff_ffffL, 36);
        this.random = new Random(options.seed());
        this.docker = new DockerCli(cloud);
        this.sandbox = ChaosSandbox.lay(options.home());
        this.engine = EngineProxy.open(sandbox.folder().resolve("docker.sock"));
        environment.put("DOCKER_HOST", engine.address());
        this.manager = ManagerProcess.start(plan(0));
        this.load = new BackgroundLoad(() -> manager, () -> url);
    }

    private ManagerProcess.Plan plan(int port) {
        return new ManagerProcess.Plan(
                cloud,
                sandbox.home(),
                sandbox.data(),
                port,
                options.out().resolve("manager.log"),
                sandbox.logging(),
                environment);
    }

    /// Initialises both pods.
    void set() throws IOException {
        ask("manual", Map.of("pod", BackgroundLoad.POD));
        ask("add pod", Map.of("folder", sandbox.faulty(VICTIM, "").toString()));
        ask("initialise", Map.of("pod", BackgroundLoad.POD, "nodes", "2"));
        ask("initialise", Map.of("pod", VICTIM, "nodes", "2"));
        await("the pods are initialised", BUILT, () -> view().settled() && !url.isEmpty());
        load.resume();
    }

    /// Brings the cloud back to rest from any state that a failed case has left.
    void rest() {
        if (!manager.alive()) {
            startManager();
        }
        for (String pod : view().pods().keySet()) {
            if (!pod.equals(VICTIM) && !SHIPPED.contains(pod)) {
                removePod(pod);
            }
        }
        for (int wanted = view().pod(VICTIM).wanted(); wanted < AT_REST; wanted++) {
            ask("launch", Map.of("pod", VICTIM));
        }
        for (int wanted = view().pod(VICTIM).wanted(); wanted > AT_REST; wanted--) {
            String node = anyNode(VICTIM, NodeState.ONLINE).name();
            ask("remove", Map.of("pod", VICTIM, "node", node));
            Condition.comes(
                    Fault.AFTER_DOCKER, () -> view().nodes().noneMatch(n -> n.name().equals(node)));
        }
        atRest();
    }

    /// Waits until both pods are as they were at the start.
    void atRest() {
        awaitView(
                "the cloud is at rest",
                Fault.AFTER_DOCKER,
                view -> view.settled() && view.pod(VICTIM).wanted() == AT_REST);
    }

    ManagerProcess manager() {
        return manager;
    }

    ManagerView view() {
        ManagerView view = manager.view();
        if (!view.balancerUrl().isEmpty()) {
            url = view.balancerUrl();
        }
        return view;
    }

    String url() {
        return url;
    }

    void ask(String what, Map<String, String> words) {
        manager.ask(what, words);
    }

    /// The container's name of a node of this cloud.
    String container(String node) {
        return docker.container(node);
    }

    void killManager() {
        manager.kill();
    }

    /// Starts the manager again.
    void startManager() {
        manager = ManagerProcess.start(plan(0));
    }

    /// Changes the environment variables of the next manager.
    void environment(Map<String, String> more, Set<String> less) {
        environment.keySet().removeAll(less);
        environment.putAll(more);
    }

    /// Starts a second manager of the same cloud.
    ManagerProcess secondManager() {
        return ManagerProcess.start(plan(0));
    }

    List<ManagerView.Node> nodes(String pod, NodeState state) {
        return view().pod(pod).nodes().stream().filter(n -> n.state() == state).toList();
    }

    /// A random node in this state.
    ManagerView.Node anyNode(String pod, NodeState state) {
        List<ManagerView.Node> found = nodes(pod, state);
        if (found.isEmpty()) {
            throw new InvariantBreach('F', "pod %s has no node that is %s".formatted(pod, state));
        }
        return found.get(random.nextInt(found.size()));
    }

    /// Submits a job of the victim that takes this long.
    String longJob(int seconds) {
        return load.submit(Map.of("pod", VICTIM, "seconds", Integer.toString(seconds)));
    }

    /// Submits a job that its case makes fail.
    String doomedJob(Map<String, String> words) {
        Map<String, String> all = new HashMap<>(words);
        all.put("pod", VICTIM);
        String id = load.submit(all);
        doomed.add(id);
        return id;
    }

    ManagerUnderTest.JobView job(String id) {
        return manager.jobs(List.of(id)).getFirst();
    }

    ManagerUnderTest.JobView awaitEnd(String id, Duration within) {
        await("job " + id + " ends", within, () -> job(id).ended());
        return job(id);
    }

    void awaitProblem(Duration within, String... words) {
        await(
                "a problem is shown with " + List.of(words),
                within,
                () -> {
                    String trouble = view().trouble();
                    return List.of(words).stream().allMatch(trouble::contains);
                });
    }

    /// Waits for a condition of the case.
    ///
    /// @throws InvariantBreach when it is not met in time
    void await(String what, Duration within, BooleanSupplier condition) {
        if (!Condition.comes(within, condition)) {
            throw new InvariantBreach(
                    '+', "not within %d s: %s".formatted(within.toSeconds(), what));
        }
    }

    void awaitView(String what, Duration within, Predicate<ManagerView> condition) {
        await(what, within, () -> condition.test(view()));
    }

    /// Sends a command to the balancer's runtime socket, bypassing the manager.
    String balancer(String command) throws IOException {
        return new BalancerSocket(sandbox.balancer(cloud).resolve("haproxy.sock")).ask(command);
    }

    /// Adds and initialises a pod of one node whose program starts this way.
    void addFaultyPod(String pod, String start) throws IOException {
        ask("add pod", Map.of("folder", sandbox.faulty(pod, start).toString()));
        ask("initialise", Map.of("pod", pod, "nodes", "1"));
    }

    /// Shuts a pod down and removes it.
    void removePod(String pod) {
        ask("shut down", Map.of("pod", pod));
        await(
                pod + " is removed",
                Duration.ofSeconds(40),
                () -> {
                    try {
                        ask("forget", Map.of("pod", pod));
                        return true;
                    } catch (IllegalStateException e) {
                        return false;
                    }
                });
    }

    /// Sets how the program on a node of the victim behaves from now on: `silent`, `errors`, or
    /// normally when empty.
    void behave(String node, String mode) {
        docker.run("exec", container(node), "sh", "-c", "printf '%s' '" + mode + "' >/tmp/mode");
    }

    /// Removes everything; returns how many containers and networks were left.
    int[] strike() throws IOException {
        load.close();
        if (!manager.alive()) {
            startManager();
        }
        var left = manager.ask("tear down", Map.of(), Duration.ofSeconds(90));
        return new int[] {left.get(0).asInt(), left.get(1).asInt()};
    }

    @Override
    public void close() throws IOException {
        load.close();
        manager.close();
        engine.close();
        for (DockerCli.Container container : docker.containers()) {
            docker.run("rm", "-f", "-v", container.id());
        }
        for (String network : docker.networks()) {
            docker.run("network", "rm", network);
        }
        for (String volume : docker.volumes()) {
            docker.run("volume", "rm", volume);
        }
        sandbox.close();
    }

    /// Removes everything when the run is interrupted.
    void abandon() {
        try {
            if (foreign != null) {
                foreign.close();
            }
            close();
        } catch (IOException | RuntimeException e) {
            System.err.println("Something may be left behind: " + e);
        }
    }

    void foreign(ForeignResources there) {
        foreign = there;
    }

    /// Starts the foreign container again after Docker was restarted.
    void restartForeign() {
        if (foreign != null) {
            foreign.restart();
        }
    }
}
