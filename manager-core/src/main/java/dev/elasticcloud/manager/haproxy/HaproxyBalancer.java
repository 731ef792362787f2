package dev.elasticcloud.manager.haproxy;

import dev.elasticcloud.manager.haproxy.HaproxyConfig.Backend;
import dev.elasticcloud.manager.haproxy.HaproxyConfig.Server;
import dev.elasticcloud.manager.model.BalancerHealth;
import dev.elasticcloud.manager.model.BalancerServer;
import dev.elasticcloud.manager.model.BalancerServer.Mode;
import dev.elasticcloud.manager.model.NodeContainer;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.PodSpec;
import dev.elasticcloud.manager.model.PodTraffic;
import dev.elasticcloud.manager.model.Timings;
import dev.elasticcloud.manager.spi.BalancerHost;
import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.PortException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Spreads requests with HAProxy. Nodes come and go over its runtime socket, without a reload;
/// its file is kept in step with each change, so that a HAProxy that has to start again comes up
/// with every node, those that were in rotation still in it.
///
/// A reload happens only when a pod comes, goes or changes its way to balance.
public final class HaproxyBalancer implements LoadBalancer {

    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration RELOAD_LIMIT = Duration.ofSeconds(15);
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);
    private static final long HOST_TRUSTED_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private final BalancerHost host;
    private final RuntimeSocket worker;
    private final ServerCommands servers;
    private final RuntimeSocket master;
    private final ConfigFile file;

    /// Guards the file and everything that changes what it says.
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable HaproxyConfig config;
    private volatile @Nullable SeenHost seen;
    private volatile String version = "";

    private record SeenHost(BalancerHost.State state, long at) {}

    /// @param template the file from which HAProxy's is made, `haproxy.cfg.mustache`
    public HaproxyBalancer(BalancerHost host, Path template) {
        this.host = host;
        master = RuntimeSocket.of(host, "master.sock");
        worker = RuntimeSocket.ofWorker(host, "haproxy.sock", master);
        servers = new ServerCommands(worker);
        file = new ConfigFile(host.folder(), template);
    }

    @Override
    public State observe() {
        String output;
        try {
            output = worker.send(LiveState.QUESTIONS);
        } catch (PortException e) {
            BalancerHost.State state = host(true);
            if (state.running()) {
                throw e;
            }
            return stopped(state);
        }
        BalancerHost.State state = host(false);
        if (!state.running()) {
            return stopped(state);
        }
        LiveState live = LiveState.of(output);
        List<PodTraffic> reachable =
                live.traffic().stream().filter(t -> state.networks().contains(t.pod())).toList();
        return new State(
                new BalancerHealth(true, version(), state.url(), settled(), amiss()),
                live.servers(),
                reachable);
    }

    private String amiss() {
        return worker.isMissing()
                ? "somebody deleted its runtime socket; it is spoken to by way of the master's until it is restarted"
                : "";
    }

    private static State stopped(BalancerHost.State state) {
        return new State(
                new BalancerHealth(false, "", state.url(), true, state.detail()),
                List.of(),
                List.of());
    }

    private BalancerHost.State host(boolean afresh) {
        SeenHost last = seen;
        if (!afresh && last != null && System.nanoTime() - last.at < HOST_TRUSTED_NANOS) {
            return last.state;
        }
        BalancerHost.State state = host.observe();
        seen = new SeenHost(state, System.nanoTime());
        return state;
    }

    private String version() {
        if (version.isEmpty()) {
            version =
                    worker.send("show info")
                            .lines()
                            .filter(line -> line.startsWith("Version: "))
                            .map(line -> line.substring("Version: ".length()).strip())
                            .findFirst()
                            .orElse("");
        }
        return version;
    }

    /// After a reload the process before it lives on until its last request has ended.
    private boolean settled() {
        try {
            return !master.send("show proc").contains("# old workers");
        } catch (PortException e) {
            return true;
        }
    }

    @Override
    public int waiting() {
        return LiveState.waiting(worker.send("show stat -1 2 -1"));
    }

    @Override
    public void configure(Collection<PodSpec> pods, Collection<BalancerServer> servers) {
        locked(
                () -> {
                    Optional<LiveState> before = live();
                    Collection<BalancerServer> known =
                            before.isPresent() ? before.get().servers() : servers;
                    HaproxyConfig wanted = wanted(pods, known);
                    boolean reload = before.isPresent() && differs(before.get(), wanted);
                    file.propose(wanted);
                    if (before.isPresent()) {
                        host.check(ConfigFile.CANDIDATE).ifPresent(HaproxyBalancer::complain);
                    }
                    file.accept();
                    config = wanted;
                    if (before.isEmpty()) {
                        host.start();
                        awaitAnswer();
                    } else if (reload) {
                        reload();
                        restoreDraining(before.get().servers(), wanted);
                    }
                    host.join(pods.stream().map(PodSpec::name).toList());
                    seen = null;
                });
    }

    private static void complain(String complaint) {
        throw PortException.refused("HAProxy refuses its new file: " + complaint, null);
    }

    private Optional<LiveState> live() {
        try {
            return Optional.of(LiveState.of(worker.send(LiveState.QUESTIONS)));
        } catch (PortException e) {
            if (host(true).running()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private HaproxyConfig wanted(Collection<PodSpec> pods, Collection<BalancerServer> servers) {
        HaproxyConfig wanted = HaproxyConfig.EMPTY;
        for (PodSpec pod : pods) {
            Backend written = config().backends().get(pod.name());
            SortedMap<NodeName, Server> lines =
                    new TreeMap<>(written == null ? Map.of() : written.servers());
            servers.stream()
                    .filter(server -> server.pod().equals(pod.name()))
                    .forEach(server -> lines.put(server.node(), line(server)));
            wanted = wanted.with(Backend.of(pod, lines));
        }
        return wanted;
    }

    private static Server line(BalancerServer server) {
        return new Server(
                server.node(), server.address(), server.slots(), server.mode() == Mode.READY);
    }

    private boolean differs(LiveState live, HaproxyConfig wanted) {
        Map<PodName, String> now =
                live.traffic().stream()
                        .collect(Collectors.toMap(PodTraffic::pod, t -> t.balance().key()));
        Map<PodName, String> then =
                wanted.backends().values().stream()
                        .collect(Collectors.toMap(Backend::pod, b -> b.balance().key()));
        return !now.equals(then)
                || wanted.backends().values().stream().anyMatch(this::writtenOtherwise);
    }

    private boolean writtenOtherwise(Backend wanted) {
        Backend written = config().backends().get(wanted.pod());
        return written == null || wanted.differsFrom(written);
    }

    private void reload() {
        String answer = master.send(RELOAD_LIMIT, "reload");
        if (!answer.contains("Success=1")) {
            throw PortException.refused("HAProxy did not reload: " + answer.strip(), null);
        }
        awaitAnswer();
    }

    /// The file knows only in rotation or not; those that were being probed are probed again.
    private void restoreDraining(Collection<BalancerServer> before, HaproxyConfig now) {
        for (BalancerServer server : before) {
            if (server.mode() == Mode.DRAINING && now.backends().containsKey(server.pod())) {
                String key = key(server.pod(), server.node());
                servers.command("enable health " + key, "set server " + key + " state drain");
            }
        }
    }

    private void awaitAnswer() {
        version = "";
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                version();
                return;
            } catch (PortException e) {
                BalancerHost.State state = host(true);
                if (!state.running()) {
                    throw PortException.refused("The balancer did not start: " + state.detail(), e);
                }
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    @Override
    public void probe(PodSpec pod, NodeContainer node) {
        if (node.address().isEmpty()) {
            throw PortException.refused("Node " + node.node() + " has no address yet", null);
        }
        Server line =
                new Server(node.node(), node.address() + ":" + pod.port(), pod.slots(), false);
        String key = key(pod.name(), node.node());
        locked(
                () -> {
                    requireBackend(pod.name());
                    Optional<BalancerServer> known =
                            servers.current().server(pod.name(), node.node());
                    if (known.isEmpty()) {
                        servers.add(key, line);
                    } else {
                        servers.bringUpToDate(key, line, known.get());
                    }
                    servers.command("enable health " + key, "set server " + key + " state drain");
                    edit(pod.name(), backend -> backend.with(line));
                });
    }

    @Override
    public void request(PodSpec pod, NodeContainer node, String path) {
        host.request(node.address() + ":" + pod.port(), path, REQUEST_LIMIT)
                .ifPresent(
                        complaint -> {
                            throw PortException.refused(
                                    "Node %s, asked for %s: %s"
                                            .formatted(node.node(), path, complaint),
                                    null);
                        });
    }

    private void requireBackend(PodName pod) {
        if (!config().backends().containsKey(pod)) {
            throw PortException.refused(
                    "The balancer has no backend for " + pod + ": it must be configured first",
                    null);
        }
    }

    @Override
    public void route(PodName pod, NodeName node) {
        setMode(pod, node, "ready", true);
    }

    @Override
    public void drain(PodName pod, NodeName node) {
        setMode(pod, node, "drain", false);
    }

    @Override
    public void maintain(PodName pod, NodeName node) {
        setMode(pod, node, "maint", false);
        servers.cutOff(key(pod, node));
    }

    private void setMode(PodName pod, NodeName node, String mode, boolean inRotation) {
        String key = key(pod, node);
        locked(
                () -> {
                    servers.command("enable health " + key, "set server " + key + " state " + mode);
                    editServer(
                            pod,
                            node,
                            line -> new Server(node, line.address(), line.slots(), inRotation));
                });
    }

    @Override
    public void setSlots(PodName pod, NodeName node, int slots) {
        locked(
                () -> {
                    servers.command("set maxconn server " + key(pod, node) + " " + slots);
                    editServer(
                            pod,
                            node,
                            line -> new Server(node, line.address(), slots, line.inRotation()));
                });
    }

    @Override
    public void remove(PodName pod, NodeName node) {
        String key = key(pod, node);
        locked(
                () -> {
                    Optional<BalancerServer> known = servers.current().server(pod, node);
                    if (known.isPresent()) {
                        if (known.get().running() > 0) {
                            throw PortException.refused(
                                    "Node %s still works on %d requests: drain it first"
                                            .formatted(node, known.get().running()),
                                    null);
                        }
                        servers.delete(key);
                    }
                    edit(pod, backend -> backend.without(node));
                });
    }

    private static String key(PodName pod, NodeName node) {
        return pod + "/" + node;
    }

    private HaproxyConfig config() {
        HaproxyConfig known = config;
        if (known == null) {
            known = file.read();
            config = known;
        }
        return known;
    }

    private void editServer(PodName pod, NodeName node, UnaryOperator<Server> change) {
        edit(
                pod,
                backend -> {
                    Server line = backend.servers().get(node);
                    return line == null ? backend : backend.with(change.apply(line));
                });
    }

    private void edit(PodName pod, UnaryOperator<Backend> change) {
        Backend backend = config().backends().get(pod);
        if (backend == null) {
            return;
        }
        HaproxyConfig changed = config().with(change.apply(backend));
        if (!changed.equals(config())) {
            file.write(changed);
            config = changed;
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Timings calls() {
        return worker.calls().plus(master.calls());
    }

    @Override
    public void shutDown() {
        locked(
                () -> {
                    host.remove();
                    seen = null;
                });
    }

    @Override
    public void close() {
        host.close();
    }
}
