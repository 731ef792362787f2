package dev.elasticcloud.manager.haproxy;

import dev.elasticcloud.manager.haproxy.HaproxyConfig.Server;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Timings;
import dev.elasticcloud.manager.spi.BalancerHost;
import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Balances requests with HAProxy. Nodes come and go over its runtime socket, without a reload. Each
/// change goes into its file as well, so that a restarted HAProxy comes up with every node, and
/// with the same nodes in rotation as before.
///
/// It reloads only when a pod is added, removed or changes how it is balanced.
public final class HaproxyBalancer implements LoadBalancer {

    /// The program that sends a request takes its timeout in whole seconds.
    private static final Duration LEAST_LIMIT = Duration.ofSeconds(1);

    private final BalancerHost host;
    private final RuntimeSocket master;
    private final RuntimeSocket worker;
    private final HaproxyProcess process;
    private final ServerCommands servers;
    private final ConfigWriter config;
    private final HaproxyObserver observer;

    /// Guards the file and every change of its content.
    private final ReentrantLock lock = new ReentrantLock();

    /// @param template the template of HAProxy's file, `haproxy.cfg.mustache`
    public HaproxyBalancer(BalancerHost host, Path template, ManagerClock clock) {
        this.host = host;
        master = RuntimeSocket.of(host, "master.sock");
        worker = RuntimeSocket.ofWorker(host, "haproxy.sock", master);
        process = new HaproxyProcess(host, worker, master);
        servers = new ServerCommands(worker);
        config = new ConfigWriter(new ConfigFile(host.folder(), template));
        observer = new HaproxyObserver(worker, process, config, new HostLoadMeter(clock));
    }

    @Override
    public State observe() {
        return observer.observe();
    }

    @Override
    public BalancerReport report() {
        return observer.report();
    }

    @Override
    public int waiting() {
        return observer.waiting();
    }

    @Override
    public void configure(Collection<PodSpec> pods, Collection<BalancerServer> servers) {
        locked(
                () -> {
                    Optional<LiveState> before = live();
                    Collection<BalancerServer> known =
                            before.isPresent() ? before.get().servers() : servers;
                    HaproxyConfig wanted = config.wanted(pods, known);
                    boolean reload = before.isPresent() && config.needsReload(before.get(), wanted);
                    config.propose(wanted);
                    if (before.isPresent()) {
                        host.check(ConfigFile.CANDIDATE).ifPresent(HaproxyBalancer::complain);
                    }
                    config.accept(wanted);
                    if (before.isEmpty()) {
                        process.start();
                    } else if (reload) {
                        process.reload();
                        restoreDraining(before.get().servers(), wanted);
                    }
                    config.loaded(wanted);
                    host.join(pods.stream().map(PodSpec::name).toList());
                    process.invalidate();
                });
    }

    private static void complain(String complaint) {
        throw PortException.refused("HAProxy rejects its new file: " + complaint, null);
    }

    private Optional<LiveState> live() {
        // one that cannot be used is started anew, even if it still answers
        return process.observe().running()
                ? Optional.of(LiveState.of(worker.send(LiveState.COMMANDS)))
                : Optional.empty();
    }

    /// The file says only whether a node is in rotation; this restores the draining state of
    /// nodes, including those being probed.
    private void restoreDraining(Collection<BalancerServer> before, HaproxyConfig now) {
        for (BalancerServer server : before) {
            if (server.mode() == Mode.DRAINING && now.backends().containsKey(server.pod())) {
                String key = key(server.pod(), server.node());
                servers.command("enable health " + key, "set server " + key + " state drain");
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
                    config.edit(pod.name(), backend -> backend.with(line));
                });
    }

    @Override
    public void request(PodSpec pod, NodeContainer node, String path) {
        host.request(node.address() + ":" + pod.port(), path, limit(pod))
                .ifPresent(
                        complaint -> {
                            throw PortException.refused(
                                    "Node %s, asked for %s: %s"
                                            .formatted(node.node(), path, complaint),
                                    null);
                        });
    }

    /// The request is sent while a node is being made ready, so the pod's start timeout bounds it
    /// too.
    private static Duration limit(PodSpec pod) {
        Duration job = pod.job().timeout();
        Duration start = pod.startup().deadline();
        Duration shorter = job.compareTo(start) < 0 ? job : start;
        return shorter.compareTo(LEAST_LIMIT) < 0 ? LEAST_LIMIT : shorter;
    }

    private void requireBackend(PodName pod) {
        if (!config.latest().backends().containsKey(pod)) {
            throw PortException.refused(
                    "The balancer has no backend for " + pod + ": it must be configured first",
                    null);
        }
    }

    @Override
    public void route(PodName pod, NodeName node) {
        setMode(pod, node, "ready", true);
        takeFromQueue(pod, node);
    }

    /// HAProxy passes queued requests to a server when a slot frees up or its maxconn is set, not
    /// when it leaves drain mode.
    private void takeFromQueue(PodName pod, NodeName node) {
        locked(
                () ->
                        config.line(pod, node)
                                .ifPresent(
                                        line ->
                                                servers.command(
                                                        "set maxconn server "
                                                                + key(pod, node)
                                                                + " "
                                                                + line.slots())));
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
                    config.editServer(
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
                    config.editServer(
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
                    config.edit(pod, backend -> backend.without(node));
                });
    }

    private static String key(PodName pod, NodeName node) {
        return pod + "/" + node;
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
                    process.invalidate();
                });
    }

    @Override
    public void close() {
        host.close();
    }
}
