package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.pods.FolderDigest;
import dev.elasticcloud.manager.spi.BalancerHost;
import dev.elasticcloud.manager.spi.PortException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The balancer's process as a hardened container beside the nodes. It alone is on the edge
/// network, where its port is published, and on each pod's network, where nodes are.
public final class DockerBalancerHost implements BalancerHost {

    private static final String REPOSITORY = DockerNames.REPOSITORY + "haproxy";
    private static final String INSIDE = "/run/elastic-cloud";

    /// Where alone the balancer listens, so that no node can call it over a pod's network.
    private static final String EDGE_ADDRESS = "EDGE_ADDRESS";

    /// The program in the image that sends one request.
    private static final String REQUEST = "/usr/local/bin/request-node";

    private static final ExposedPort PORT = ExposedPort.tcp(8080);
    private static final NodeLimits LIMITS = NodeLimits.of(1, 256);
    private static final int STOP_SECONDS = 3;
    private static final Duration EXEC_LIMIT = Duration.ofSeconds(15);
    private static final String LOOPBACK = "127.0.0.1";
    private static final int LAST_LINES = 8;

    private final DockerEngine engine;
    private final DockerNames names;
    private final DockerImages images;
    private final DockerNetworks networks;
    private final Path folder;
    private final Path haproxyFolder;
    private final String listen;
    private final String machine;
    private final Optional<RemoteConfigVolume> far;
    private int port;

    /// @param folder the private folder shared with the balancer; made if it is absent
    /// @param haproxyFolder the folder with the balancer's Dockerfile
    /// @param listen the address of this host that the port is published on, `127.0.0.1`
    /// @param port the port, kept over restarts; 0 for any free one
    public DockerBalancerHost(
            String cloud,
            @Nullable URI dockerHost,
            Path folder,
            Path haproxyFolder,
            String listen,
            int port) {
        this(
                cloud,
                dockerHost == null ? DockerHost.ofThisProcess() : DockerHost.at(dockerHost),
                folder,
                haproxyFolder,
                listen,
                port);
    }

    /// @param dockerHost the machine that the balancer runs on; when it is another one, `listen` is
    ///     an address of that machine, at which this one reaches it
    public static DockerBalancerHost at(
            String cloud,
            DockerHost dockerHost,
            Path folder,
            Path haproxyFolder,
            String listen,
            int port) {
        return new DockerBalancerHost(cloud, dockerHost, folder, haproxyFolder, listen, port);
    }

    private DockerBalancerHost(
            String cloud,
            DockerHost dockerHost,
            Path folder,
            Path haproxyFolder,
            String listen,
            int port) {
        names = new DockerNames(cloud);
        engine = DockerEngine.at(dockerHost);
        images = new DockerImages(engine, haproxyFolder);
        networks = new DockerNetworks(engine, names);
        this.folder = makePrivate(folder.toAbsolutePath());
        this.haproxyFolder = haproxyFolder;
        this.listen = listen;
        this.port = port;
        this.machine = dockerHost.machine();
        this.far =
                dockerHost.remote()
                        ? Optional.of(
                                new RemoteConfigVolume(
                                        engine, names.balancer(), this.folder, INSIDE))
                        : Optional.empty();
    }

    private static Path makePrivate(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            return folder;
        } catch (IOException e) {
            throw PortException.refused(
                    "The balancer's folder " + folder + " cannot be made private", e);
        }
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Optional<Relay> relay() {
        return far.map(Relay.class::cast);
    }

    @Override
    public State observe() {
        Optional<InspectContainerResponse> found = inspect();
        if (found.isEmpty()) {
            return new State(false, "", Set.of(), "the balancer has not been started");
        }
        InspectContainerResponse container = found.get();
        if (!runs(container)) {
            return new State(false, "", Set.of(), "the balancer has ended: " + lastLines());
        }
        return new State(true, url(container), joined(container), "");
    }

    private Optional<InspectContainerResponse> inspect() {
        return engine.call(
                "inspect the balancer",
                () -> {
                    try {
                        return Optional.of(
                                engine.commands().inspectContainerCmd(names.balancer()).exec());
                    } catch (NotFoundException e) {
                        return Optional.empty();
                    }
                });
    }

    /// The data folder that the balancer was started from, when it is another one than ours.
    public Optional<Path> foreignFolder() {
        return inspect().map(container -> container.getHostConfig().getBinds()).stream()
                .flatMap(Arrays::stream)
                .filter(bind -> bind.getVolume().getPath().equals(INSIDE))
                .filter(bind -> far.isEmpty())
                .map(bind -> Path.of(bind.getPath()))
                .filter(from -> !from.equals(folder))
                .map(from -> Objects.requireNonNullElse(from.getParent(), from))
                .findFirst();
    }

    private static boolean runs(InspectContainerResponse container) {
        return Boolean.TRUE.equals(container.getState().getRunning())
                && !Boolean.TRUE.equals(container.getState().getPaused());
    }

    private String url(InspectContainerResponse container) {
        return published(container).map(p -> "http://" + reachedAt() + ":" + p).orElse("");
    }

    /// An address for all of a machine's interfaces is none to send requests to.
    private String reachedAt() {
        boolean every = listen.equals("0.0.0.0") || listen.equals("::");
        return every ? (machine.isEmpty() ? LOOPBACK : machine) : listen;
    }

    /// The port as it was asked for, or as the engine gave it.
    private static Optional<Integer> published(InspectContainerResponse container) {
        return Stream.of(
                        container.getHostConfig().getPortBindings(),
                        container.getNetworkSettings().getPorts())
                .filter(Objects::nonNull)
                .map(ports -> ports.getBindings().get(PORT))
                .filter(bindings -> bindings != null && bindings.length > 0)
                .map(bindings -> bindings[0].getHostPortSpec())
                .filter(port -> port != null && !port.isEmpty() && !port.equals("0"))
                .map(Integer::parseInt)
                .findFirst();
    }

    private Set<PodName> joined(InspectContainerResponse container) {
        Set<String> on = container.getNetworkSettings().getNetworks().keySet();
        Set<PodName> joined = new HashSet<>(networks.pods());
        joined.removeIf(pod -> !on.contains(names.network(pod)));
        return joined;
    }

    @Override
    public synchronized void start() {
        Optional<InspectContainerResponse> found = inspect();
        if (found.isPresent()) {
            requireOurs(found.get());
            if (runs(found.get())) {
                return;
            }
            published(found.get()).ifPresent(before -> port = before);
            remove();
        }
        String image =
                images.build(REPOSITORY, haproxyFolder, FolderDigest.of(haproxyFolder), line -> {});
        networks.create(names.edgeNetwork(), names.ofBalancer(), false);
        port = port == 0 && far.isEmpty() ? freePort() : port;
        String address = networks.servingAddress(names.edgeNetwork());
        engine.run("start the balancer on port " + port, () -> create(image, address));
    }

    private void requireOurs(InspectContainerResponse found) {
        var labels = found.getConfig().getLabels();
        if (labels == null || !labels.entrySet().containsAll(names.ofBalancer().entrySet())) {
            throw PortException.refused(
                    "Container "
                            + names.balancer()
                            + " exists and is not this cloud's balancer: remove or rename it",
                    null);
        }
    }

    private void create(String image, String address) {
        String shared = far.map(RemoteConfigVolume::volume).orElse(folder.toString());
        var limits =
                NodeContainers.hardened(LIMITS)
                        .withNanoCPUs(null)
                        .withCpuShares(CpuWeight.BALANCER.shares())
                        .withNetworkMode(names.edgeNetwork())
                        .withBinds(new Bind(shared, new Volume(INSIDE)))
                        .withPortBindings(new PortBinding(binding(), PORT));
        far.ifPresent(there -> there.createVolume(names.ofBalancer()));
        String id =
                engine.commands()
                        .createContainerCmd(image)
                        .withName(names.balancer())
                        .withLabels(names.ofBalancer())
                        .withUser(owner())
                        .withExposedPorts(PORT)
                        .withIpv4Address(address)
                        .withEnv(EDGE_ADDRESS + "=" + address)
                        .withHostConfig(ContainerRules.balancer(limits, shared))
                        .exec()
                        .getId();
        try {
            far.ifPresent(RemoteConfigVolume::fill);
            // joined before it starts: what it cannot reach at once it takes for dead
            networks.pods().forEach(pod -> networks.join(names.network(pod), id));
            engine.commands().startContainerCmd(id).exec();
        } catch (DockerException e) {
            remove();
            throw e;
        }
    }

    private Ports.Binding binding() {
        return port == 0 ? Ports.Binding.bindIp(listen) : Ports.Binding.bindIpAndPort(listen, port);
    }

    /// The manager's own user and group, for whom alone the folder is open.
    private String owner() {
        try {
            return Files.getAttribute(folder, "unix:uid")
                    + ":"
                    + Files.getAttribute(folder, "unix:gid");
        } catch (IOException e) {
            throw PortException.refused("The owner of " + folder + " cannot be read", e);
        }
    }

    private int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(listen))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw PortException.refused("There is no free port on " + listen, e);
        }
    }

    @Override
    public void join(Collection<PodName> pods) {
        Set<PodName> existing = networks.pods();
        Set<PodName> joined = observe().networks();
        for (PodName pod : pods) {
            if (existing.contains(pod) && !joined.contains(pod)) {
                engine.run(
                        "join the balancer to the network of " + pod,
                        () -> networks.join(names.network(pod), names.balancer()));
            }
        }
    }

    @Override
    public Optional<String> check(String fileName) {
        far.ifPresent(RemoteConfigVolume::follow);
        ContainerProgram.Ending ending =
                new ContainerProgram(engine, names.balancer())
                        .run(EXEC_LIMIT, "haproxy", "-c", "-f", INSIDE + "/" + fileName);
        return Objects.equals(ending.code(), 0L)
                ? Optional.empty()
                : Optional.of(ending.output().strip());
    }

    @Override
    public Optional<String> request(String address, String path, Duration timeout) {
        ContainerProgram.Ending ending =
                new ContainerProgram(engine, names.balancer())
                        .run(
                                timeout.plus(EXEC_LIMIT),
                                "perl",
                                REQUEST,
                                address,
                                path,
                                Long.toString(timeout.toSeconds()));
        return Objects.equals(ending.code(), 0L)
                ? Optional.empty()
                : Optional.of(ending.output().strip());
    }

    private String lastLines() {
        return engine.call(
                "read the balancer's log",
                () -> {
                    try {
                        return ContainerProgram.output(
                                        engine.commands()
                                                .logContainerCmd(names.balancer())
                                                .withStdOut(true)
                                                .withStdErr(true)
                                                .withTail(LAST_LINES)
                                                .exec(new ContainerProgram.Output()),
                                        EXEC_LIMIT)
                                .strip();
                    } catch (NotFoundException e) {
                        return "it is gone";
                    }
                });
    }

    @Override
    public void remove() {
        engine.run(
                "remove the balancer",
                () -> {
                    try {
                        engine.commands()
                                .stopContainerCmd(names.balancer())
                                .withTimeout(STOP_SECONDS)
                                .exec();
                    } catch (NotModifiedException e) {
                        // it has ended by itself
                    } catch (NotFoundException e) {
                        return;
                    }
                    try {
                        engine.commands()
                                .removeContainerCmd(names.balancer())
                                .withForce(true)
                                .withRemoveVolumes(true)
                                .exec();
                    } catch (NotFoundException | ConflictException e) {
                        // someone else is removing it
                    }
                });
        far.ifPresent(RemoteConfigVolume::removeVolume);
    }

    @Override
    public void close() {
        engine.close();
    }
}
