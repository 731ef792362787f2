package dev.elasticcloud.lab.chaos;

import dev.elasticcloud.manager.model.status.NodeState;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// Where faults are injected: a cloud of its own on the real engine, its manager as a child
/// process, load on it, and the tools to do harm to each of them.
///
/// At rest it has two pods: `light`, as it comes, with two nodes and a spare, and `victim`, whose
/// program fails on demand and whose jobs are never run twice, with two nodes.
final class ChaosEnvironment implements AutoCloseable {

    static final String VICTIM = "victim";

    private static final Set<String> SHIPPED = Set.of("light", "medium", "heavy");
    private static final int AT_REST = 2;
    private static final Duration BUILT = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    final String cloud;
    final Random random;
    final DockerCli docker;
    final EngineProxy engine;
    final ChaosSandbox sandbox;
    final BackgroundLoad load;
    final ChaosOptions options;

    /// Jobs that a case means to fail.
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

    /// Brings both pods into being.
    void set() throws IOException {
        ask("manual", Map.of("pod", BackgroundLoad.POD));
        ask("add pod", Map.of("folder", sandbox.faulty(VICTIM, "").toString()));
        ask("initialise", Map.of("pod", BackgroundLoad.POD, "nodes", "2"));
        ask("initialise", Map.of("pod", VICTIM, "nodes", "2"));
        await("the pods come into being", BUILT, () -> view().settled() && !url.isEmpty());
        load.resume();
    }

    /// Brings the cloud back to rest, whatever a case that broke off has left.
    void rest() {
        if (!manager.alive()) {
            startManager();
        }
        for (String pod : view().pods().keySet()) {
            if (!pod.equals(VICTIM) && !SHIPPED.contains(pod)) {
                NodeFaults.end(this, pod);
            }
        }
        for (int wanted = view().pod(VICTIM).wanted(); wanted < AT_REST; wanted++) {
            ask("launch", Map.of("pod", VICTIM));
        }
        for (int wanted = view().pod(VICTIM).wanted(); wanted > AT_REST; wanted--) {
            String node = anyNode(VICTIM, NodeState.ONLINE).name();
            ask("remove", Map.of("pod", VICTIM, "node", node));
            comes(Fault.AFTER_DOCKER, () -> view().nodes().noneMatch(n -> n.name().equals(node)));
        }
        atRest();
    }

    /// Waits until the victim has its two nodes again.
    void atRest() {
        awaitView(
                "all is as before",
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

    /// What a program of this cloud is called on the engine.
    String container(String node) {
        return docker.container(node);
    }

    void killManager() {
        manager.kill();
    }

    /// Starts a manager again, as the owner would.
    void startManager() {
        manager = ManagerProcess.start(plan(0));
    }

    /// Starts the next manager with more in its environment, or with less.
    void environment(Map<String, String> more, Set<String> less) {
        environment.keySet().removeAll(less);
        environment.putAll(more);
    }

    /// A second manager of the same cloud, if it lets itself be started.
    ManagerProcess secondManager() {
        return ManagerProcess.start(plan(0));
    }

    List<ManagerView.Node> nodes(String pod, NodeState state) {
        return view().pod(pod).nodes().stream().filter(n -> n.state() == state).toList();
    }

    /// A node in this state, picked at random.
    ManagerView.Node anyNode(String pod, NodeState state) {
        List<ManagerView.Node> found = nodes(pod, state);
        if (found.isEmpty()) {
            throw new InvariantBreach('F', "pod %s has no node that is %s".formatted(pod, state));
        }
        return found.get(random.nextInt(found.size()));
    }

    /// A job of the victim's, which lasts so long.
    String longJob(int seconds) {
        return load.submit(Map.of("pod", VICTIM, "seconds", Integer.toString(seconds)));
    }

    /// A job that its case means to fail.
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

    /// Waits for what must come about in this case.
    ///
    /// @throws Breach when it does not in time
    void await(String what, Duration within, BooleanSupplier condition) {
        if (!comes(within, condition)) {
            throw new InvariantBreach(
                    '+', "not within %d s: %s".formatted(within.toSeconds(), what));
        }
    }

    void awaitView(String what, Duration within, Predicate<ManagerView> condition) {
        await(what, within, () -> condition.test(view()));
    }

    /// Whether something comes about in time; a manager that is away does not count as an answer.
    static boolean comes(Duration within, BooleanSupplier condition) {
        long deadline = System.nanoTime() + within.toNanos();
        while (true) {
            try {
                if (condition.getAsBoolean()) {
                    return true;
                }
            } catch (ManagerProcess.Gone e) {
                // asked again below
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /// Lets time pass in which nothing may happen, or something must go on.
    static void pass(Duration time) {
        comes(time, () -> false);
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvariantBreach('+', otherwise);
        }
    }

    /// Says something to the balancer behind the manager's back.
    String balancer(String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(
                    UnixDomainSocketAddress.of(sandbox.balancer(cloud).resolve("haproxy.sock")));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            StringBuilder answer = new StringBuilder();
            ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
            while (channel.read(buffer) >= 0) {
                buffer.flip();
                answer.append(StandardCharsets.UTF_8.decode(buffer));
                buffer.clear();
            }
            return answer.toString();
        }
    }

    /// Sets how the victim's program on a node behaves from here on: `silent`, `errors`, or as
    /// usual when empty.
    void behave(String node, String mode) {
        docker.run("exec", container(node), "sh", "-c", "printf '%s' '" + mode + "' >/tmp/mode");
    }

    /// Takes everything away; answers how many containers and networks were left.
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
        sandbox.close();
    }

    /// Takes everything away when the run is interrupted.
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

    /// What is not ours has ended with Docker, and is begun anew.
    void restartForeign() {
        if (foreign != null) {
            foreign.restart();
        }
    }
}
