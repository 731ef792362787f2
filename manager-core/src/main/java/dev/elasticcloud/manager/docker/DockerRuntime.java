package dev.elasticcloud.manager.docker;

import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.docker.connection.EngineInfo;
import dev.elasticcloud.manager.docker.shell.DockerShells;
import dev.elasticcloud.manager.docker.subnet.SubnetChoice;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.TerminalSize;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Timings;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.NodeShell;
import dev.elasticcloud.manager.spi.PortException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs a cloud's nodes as hardened Docker containers. Labels tell what belongs to the cloud;
/// containers without them are never touched.
public final class DockerRuntime implements ContainerRuntime {

    private static final Duration NETWORKS_TRUSTED = Duration.ofSeconds(5);

    /// Events tell when images change; this is for a missed one. A listing costs the engine 20 ms.
    private static final Duration IMAGES_TRUSTED = Duration.ofMinutes(1);

    /// A claim can be removed by hand or by a prune; then this manager or another takes it.
    private static final Duration CLAIM_TRUSTED = Duration.ofMinutes(1);

    /// An engine is asked anew after it was away; to describe itself costs it 7 ms.
    private static final Duration ENGINE_TRUSTED = Duration.ofMinutes(10);

    private final DockerEngine engine;
    private final Runnable closing;
    private final ManagerClock clock;
    private final DockerNames names;
    private final DockerImages images;
    private final DockerNetworks networks;
    private final NodeReader nodes;
    private final NodeWeights weights;
    private final ContainerStatsReader usage;
    private final NodeLifecycle lifecycle;
    private final DockerLogs logs;
    private final DockerLeftovers all;
    private final DockerShells shells;
    private final Cached<Boolean> claimed;
    private final Cached<EngineInfo> info;
    private final Cached<DockerImages.Present> presentImages;
    private final Cached<Set<PodName>> podNetworks;

    /// How many containers, networks and volumes of a cloud Docker still has.
    public record Leftovers(int containers, int networks, int volumes) {

        public boolean none() {
            return containers == 0 && networks == 0 && volumes == 0;
        }
    }

    /// @param cloud the cloud's name, part of all names and labels
    /// @param dockerHost such as `tcp://host:2376`; DOCKER_HOST or the local socket when null
    /// @param podDockerfiles the folder that holds `base`, from which pods' images are built
    public DockerRuntime(String cloud, @Nullable URI dockerHost, Path podDockerfiles) {
        this(
                cloud,
                new DockerEngine(dockerHost),
                podDockerfiles,
                ManagerClock.system(),
                SubnetChoice.usual());
    }

    private DockerRuntime(
            String cloud,
            DockerEngine engine,
            Path podDockerfiles,
            ManagerClock clock,
            SubnetChoice subnets) {
        this(cloud, engine, podDockerfiles, clock, subnets, () -> {}, engine::close);
    }

    /// @param engine shared with the claim, so it stays open when this is closed
    /// @param subnets where the pods' networks get their addresses from
    /// @param claim the claim on the cloud's name; without it the engine is not observed, and so
    ///     nothing is done
    public static DockerRuntime at(
            String cloud,
            DockerEngine engine,
            Path podDockerfiles,
            ManagerClock clock,
            SubnetChoice subnets,
            CloudClaim claim) {
        return new DockerRuntime(
                cloud, engine, podDockerfiles, clock, subnets, claim::require, () -> {});
    }

    private DockerRuntime(
            String cloud,
            DockerEngine engine,
            Path podDockerfiles,
            ManagerClock clock,
            SubnetChoice subnets,
            Runnable claim,
            Runnable closing) {
        this.engine = engine;
        this.closing = closing;
        this.clock = clock;
        names = new DockerNames(cloud);
        images = new DockerImages(engine, podDockerfiles);
        networks = new DockerNetworks(engine, names, subnets);
        nodes = new NodeReader(engine, names, clock);
        weights = new NodeWeights(engine);
        usage = new ContainerStatsReader(engine, clock);
        logs = new DockerLogs(engine);
        shells = new DockerShells(engine);
        claimed =
                new Cached<>(
                        CLAIM_TRUSTED,
                        () -> {
                            claim.run();
                            return true;
                        });
        info = new Cached<>(ENGINE_TRUSTED, () -> EngineInfo.read(engine));
        lifecycle =
                new NodeLifecycle(engine, names, networks, nodes, usage, () -> info.get().init());
        all =
                new DockerLeftovers(
                        engine, names, networks, new DockerVolumes(engine, names), lifecycle);
        presentImages = new Cached<>(IMAGES_TRUSTED, images::present);
        podNetworks = new Cached<>(NETWORKS_TRUSTED, networks::pods);
    }

    @Override
    public State observe(Collection<PodSpec> pods) {
        try {
            return read(pods);
        } catch (PortException e) {
            if (e.isUnreachable()) {
                forgetEngine();
            }
            throw e;
        }
    }

    private State read(Collection<PodSpec> pods) {
        claimed.get();
        List<NodeContainer> found = nodes.read();
        weights.keep(found);
        Map<PodName, String> ready = presentImages.get().fingerprints(pods);
        EngineInfo described = info.get();
        return new State(
                described.health(),
                ready,
                podNetworks.get(),
                found.stream().map(node -> node.withHost(described.host())).toList(),
                List.of(described.size(clock.instant())));
    }

    /// A different engine may come back, on another machine, with other images.
    private void forgetEngine() {
        claimed.drop();
        info.drop();
        presentImages.drop();
        podNetworks.drop();
    }

    @Override
    public SequencedMap<NodeName, PodSpec> declared() {
        return nodes.declared();
    }

    @Override
    public void buildImage(PodSpec pod, Consumer<String> progress) {
        try {
            images.make(pod, progress);
        } finally {
            presentImages.drop();
        }
    }

    @Override
    public void createNetwork(PodName pod) {
        networks.create(names.network(pod), names.ofPod(pod), true);
        podNetworks.drop();
    }

    @Override
    public void removeNetwork(PodName pod) {
        networks.remove(names.network(pod));
        networks.remove(names.outwardNetwork(pod));
        podNetworks.drop();
    }

    @Override
    public void start(PodSpec pod, NodeName node, Runnable created) {
        lifecycle.start(pod, node, created);
    }

    @Override
    public void update(NodeContainer node, NodeLimits limits) {
        lifecycle.update(node, limits);
    }

    @Override
    public void giveServingWeight(NodeContainer node) {
        weights.giveServing(node);
    }

    @Override
    public void freeze(NodeContainer node) {
        lifecycle.freeze(node);
    }

    @Override
    public void thaw(NodeContainer node) {
        lifecycle.thaw(node);
    }

    @Override
    public void remove(NodeContainer node) {
        lifecycle.remove(node);
    }

    @Override
    public List<NodeUsage> sample(Collection<NodeContainer> running) {
        return usage.sample(running);
    }

    @Override
    public String inspect(NodeContainer node) {
        return engine.rawJson("inspect node " + node.node(), "/containers/" + node.id() + "/json");
    }

    @Override
    public List<LogLine> logs(NodeContainer node, LogQuery query) {
        return logs.read(node.id(), query);
    }

    @Override
    public AutoCloseable followLogs(
            NodeContainer node,
            LogQuery query,
            Consumer<LogLine> reader,
            CompletableFuture<Void> ended) {
        return logs.follow(node.id(), query, reader, ended);
    }

    @Override
    public NodeShell openShell(
            NodeContainer node,
            TerminalSize size,
            Consumer<byte[]> output,
            CompletableFuture<Integer> ended) {
        return shells.open(node, size, output, ended);
    }

    @Override
    public AutoCloseable onChange(Runnable wake) {
        nodes.onLateResult(wake);
        return new EventFeed(
                engine, names, nodes, presentImages::drop, claimed::drop, this::forgetEngine, wake);
    }

    @Override
    public Timings calls() {
        return engine.calls();
    }

    /// What is left of this cloud in Docker.
    public Leftovers leftovers() {
        return all.count();
    }

    /// Removes every container, network and volume of this cloud at once, the balancer's included.
    /// Images stay.
    public void removeAll() {
        all.removeAll();
        nodes.invalidateAll();
        podNetworks.drop();
    }

    @Override
    public void close() {
        closing.run();
    }
}
