package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.LogLine;
import dev.elasticcloud.manager.model.record.LogQuery;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Reach;
import dev.elasticcloud.manager.model.status.Timings;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.ManagerClock;
import dev.elasticcloud.manager.spi.PortException;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A cloud's nodes as hardened Docker containers. Labels say what belongs to the cloud; whatever
/// lacks them is never touched.
public final class DockerRuntime implements ContainerRuntime {

    private static final Duration NETWORKS_TRUSTED = Duration.ofSeconds(5);

    /// Events tell when images change; this is for a missed one. A listing costs the engine 20 ms.
    private static final Duration IMAGES_TRUSTED = Duration.ofMinutes(1);

    /// An engine is asked anew after it was away; to describe itself costs it 7 ms.
    private static final Duration ENGINE_TRUSTED = Duration.ofMinutes(10);

    private static final int STOP_SECONDS = 5;
    private static final int START_TRIES = 3;

    private final DockerEngine engine;
    private final ManagerClock clock;
    private final DockerNames names;
    private final DockerImages images;
    private final DockerNetworks networks;
    private final NodeReader nodes;
    private final NodeWeights weights;
    private final ContainerStatsReader usage;
    private final DockerLogs logs;
    private final Cached<EngineInfo> info;
    private final Cached<Set<String>> presentImages;
    private final Cached<Set<PodName>> podNetworks;

    /// @param cloud the cloud's name, which all names and labels carry
    /// @param dockerHost such as `tcp://host:2376`; DOCKER_HOST or the local socket when null
    /// @param podDockerfiles the folder that holds `base`, on which pods' images stand
    public DockerRuntime(String cloud, @Nullable URI dockerHost, Path podDockerfiles) {
        this(cloud, new DockerEngine(dockerHost), podDockerfiles, ManagerClock.system());
    }

    public static DockerRuntime at(
            String cloud, DockerHost dockerHost, Path podDockerfiles, ManagerClock clock) {
        return new DockerRuntime(cloud, DockerEngine.at(dockerHost), podDockerfiles, clock);
    }

    private DockerRuntime(
            String cloud, DockerEngine engine, Path podDockerfiles, ManagerClock clock) {
        this.engine = engine;
        this.clock = clock;
        names = new DockerNames(cloud);
        images = new DockerImages(engine, podDockerfiles);
        networks = new DockerNetworks(engine, names);
        nodes = new NodeReader(engine, names, clock);
        weights = new NodeWeights(engine);
        usage = new ContainerStatsReader(engine, clock);
        logs = new DockerLogs(engine);
        info = new Cached<>(ENGINE_TRUSTED, () -> EngineInfo.read(engine));
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
        List<NodeContainer> found = nodes.read();
        weights.keep(found);
        Set<String> present = presentImages.get();
        Map<PodName, String> ready = new TreeMap<>();
        for (PodSpec pod : pods) {
            if (present.contains(DockerImages.reference(pod))) {
                ready.put(pod.name(), pod.nodeFingerprint());
            }
        }
        EngineInfo described = info.get();
        return new State(
                described.health(),
                ready,
                podNetworks.get(),
                found.stream().map(node -> node.withHost(described.host())).toList(),
                List.of(described.size(clock.instant())));
    }

    /// It may come back as another one, on another machine, with other images.
    private void forgetEngine() {
        info.drop();
        presentImages.drop();
        podNetworks.drop();
    }

    @Override
    public SequencedMap<NodeName, PodSpec> declared() {
        SequencedMap<NodeName, PodSpec> declared = new LinkedHashMap<>();
        nodes.labels(DockerNames.SPEC)
                .forEach(
                        (node, label) ->
                                SpecLabel.read(label).ifPresent(pod -> declared.put(node, pod)));
        return declared;
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
    public void start(PodSpec pod, NodeName node) {
        engine.run("start node " + node, () -> startOrAdopt(pod, node));
    }

    private void startOrAdopt(PodSpec pod, NodeName node) {
        String name = names.container(node);
        if (pod.network() == Reach.OUTWARD) {
            networks.create(names.outwardNetwork(pod.name()), names.ofOutward(pod.name()), false);
        }
        for (int attempt = 0; attempt < START_TRIES; attempt++) {
            try {
                String id = NodeContainers.create(engine, names, pod, node);
                startCreated(pod, id);
                return;
            } catch (ConflictException e) {
                if (adopted(pod, node, name)) {
                    return;
                }
            }
        }
        throw PortException.refused(
                "Node " + node + " could not be started: its name " + name + " stays taken", null);
    }

    /// Takes over what holds the name if it serves; clears it away if it has ended.
    private boolean adopted(PodSpec pod, NodeName node, String name) {
        InspectContainerResponse found;
        try {
            found = engine.commands().inspectContainerCmd(name).exec();
        } catch (NotFoundException e) {
            return false;
        }
        Map<String, String> labels =
                Objects.requireNonNullElse(found.getConfig().getLabels(), Map.of());
        if (!names.cloud().equals(labels.get(DockerNames.CLOUD))
                || !node.value().equals(labels.get(DockerNames.NODE))
                || !pod.name().value().equals(labels.get(DockerNames.POD))) {
            throw PortException.refused(
                    "Node %s cannot be started: container %s exists and is not this pod's; remove or rename it"
                            .formatted(node, name),
                    null);
        }
        return switch (Objects.requireNonNullElse(found.getState().getStatus(), "")) {
            case "running", "paused", "restarting" -> true;
            case "created" -> {
                startCreated(pod, found.getId());
                yield true;
            }
            default -> {
                removeContainer(found.getId());
                yield false;
            }
        };
    }

    private void startCreated(PodSpec pod, String id) {
        try {
            if (pod.network() == Reach.OUTWARD) {
                networks.join(names.outwardNetwork(pod.name()), id);
            }
            engine.commands().startContainerCmd(id).exec();
        } catch (NotModifiedException e) {
            // it runs already
        } catch (DockerException e) {
            removeContainer(id);
            throw e;
        }
        nodes.look(id);
    }

    @Override
    public void update(NodeContainer node, NodeLimits limits) {
        ContainerRules.limits(limits.nanoCpus(), limits.memoryBytes(), (long) limits.pids());
        refuseBelowUse(node, limits);
        engine.run(
                "set the limits of %s to %.2f CPU and %d MB "
                        .formatted(node.node(), limits.cpus(), limits.memoryMib()),
                () ->
                        engine.commands()
                                .updateContainerCmd(node.id())
                                .withNanoCPUs(limits.nanoCpus())
                                .withMemory(limits.memoryBytes())
                                .withMemorySwap(limits.memoryBytes())
                                .withPidsLimit((long) limits.pids())
                                .exec());
        nodes.look(node.id());
    }

    @Override
    public void giveServingWeight(NodeContainer node) {
        weights.giveServing(node);
    }

    /// Engines differ in what they do with a limit below what is used; some kill the node.
    private void refuseBelowUse(NodeContainer node, NodeLimits limits) {
        if (limits.memoryBytes() >= node.limits().memoryBytes()) {
            return;
        }
        long used =
                engine.call("read the memory of " + node.node(), () -> usage.memoryOf(node.id()));
        if (used >= limits.memoryBytes()) {
            throw PortException.refused(
                    "Node %s uses %d MB, so its limit cannot become %d MB: give it more or replace it"
                            .formatted(node.node(), used / NodeLimits.MIB, limits.memoryMib()),
                    null);
        }
    }

    @Override
    public void freeze(NodeContainer node) {
        engine.run(
                "freeze " + node.node(),
                () ->
                        unlessSaying(
                                "already paused",
                                () -> engine.commands().pauseContainerCmd(node.id()).exec()));
    }

    @Override
    public void thaw(NodeContainer node) {
        engine.run("unfreeze " + node.node(), () -> unpause(node.id()));
    }

    private void unpause(String id) {
        unlessSaying("is not paused", () -> engine.commands().unpauseContainerCmd(id).exec());
    }

    private static void unlessSaying(String harmless, Runnable call) {
        try {
            call.run();
        } catch (DockerException e) {
            if (!DockerEngine.reason(e).contains(harmless)) {
                throw e;
            }
        }
    }

    @Override
    public void remove(NodeContainer node) {
        engine.run("remove " + node.node(), () -> stopAndRemove(node.id()));
        nodes.forget(node.id());
    }

    private void stopAndRemove(String id) {
        try {
            var state = engine.commands().inspectContainerCmd(id).exec().getState();
            if (Boolean.TRUE.equals(state.getPaused())) {
                unpause(id);
            }
            engine.commands().stopContainerCmd(id).withTimeout(STOP_SECONDS).exec();
        } catch (NotModifiedException e) {
            // it has stopped by itself
        } catch (NotFoundException e) {
            return;
        }
        removeContainer(id);
    }

    private void removeContainer(String id) {
        try {
            engine.commands().removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
        } catch (NotFoundException e) {
            // it is gone already
        } catch (ConflictException e) {
            if (!DockerEngine.reason(e).contains("in progress")) {
                throw e;
            }
        }
    }

    @Override
    public List<NodeUsage> sample(Collection<NodeContainer> running) {
        return usage.sample(running);
    }

    @Override
    public List<LogLine> logs(NodeContainer node, LogQuery query) {
        return logs.read(node.id(), query);
    }

    @Override
    public AutoCloseable followLogs(NodeContainer node, LogQuery query, Consumer<LogLine> reader) {
        return logs.follow(node.id(), query, reader);
    }

    @Override
    public AutoCloseable onChange(Runnable wake) {
        return new EventFeed(
                engine, names.ofCloud(), nodes, presentImages::drop, this::forgetEngine, wake);
    }

    @Override
    public Timings calls() {
        return engine.calls();
    }

    /// What Docker holds of this cloud.
    public Leftovers leftovers() {
        return new Leftovers(containers().size(), networks.ofCloud().size());
    }

    /// Removes every container and network of this cloud at once, the balancer's included; images
    /// stay.
    public Leftovers removeAll() {
        Leftovers before = leftovers();
        engine.run(
                "remove all of cloud " + names.cloud(),
                () -> containers().forEach(container -> removeContainer(container.getId())));
        networks.ofCloud().forEach(network -> networks.remove(network.getName()));
        nodes.forget("");
        podNetworks.drop();
        return before;
    }

    private List<Container> containers() {
        return engine.call(
                "list containers",
                () ->
                        engine.commands()
                                .listContainersCmd()
                                .withShowAll(true)
                                .withLabelFilter(names.ofCloud())
                                .exec());
    }

    @Override
    public void close() {
        engine.close();
    }
}
