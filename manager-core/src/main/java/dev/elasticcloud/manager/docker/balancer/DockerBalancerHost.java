package dev.elasticcloud.manager.docker.balancer;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Ports;
import dev.elasticcloud.manager.docker.DockerImages;
import dev.elasticcloud.manager.docker.DockerNames;
import dev.elasticcloud.manager.docker.DockerNetworks;
import dev.elasticcloud.manager.docker.DockerVolumes;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.docker.connection.DockerHost;
import dev.elasticcloud.manager.docker.subnet.SubnetChoice;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.pods.FolderDigest;
import dev.elasticcloud.manager.spi.BalancerHost;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Runs the balancer as a hardened container beside the nodes. Only it is on the edge network, where
/// its port is published, and on every pod's network, where the nodes are.
public final class DockerBalancerHost implements BalancerHost {

    private static final String REPOSITORY = DockerNames.REPOSITORY + "haproxy";

    /// The program in the image that sends one request.
    private static final String REQUEST = "/usr/local/bin/request-node";

    private static final Duration CHECK_LIMIT = Duration.ofSeconds(15);
    private static final String LOOPBACK = "127.0.0.1";

    private final DockerEngine engine;
    private final DockerNames names;
    private final DockerImages images;
    private final DockerNetworks networks;
    private final Path folder;
    private final Path haproxyFolder;
    private final String listen;
    private final String machine;
    private final Optional<RemoteConfigVolume> remote;
    private final BalancerContainer container;
    private final BalancerDiagnosis diagnosis;
    private final SharedSockets sockets;
    private final PortSearch ports;
    private volatile int port;

    /// Whether the balancer has been seen running and was not removed by this manager since.
    private volatile boolean ran;

    /// @param folder the private folder shared with the balancer; created if it is missing
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
                BalancerPort.fixed(port),
                SubnetChoice.usual());
    }

    /// @param dockerHost the machine that the balancer runs on; when it is another one, `listen` is
    ///     an address of that machine, at which this one reaches it
    /// @param subnets where the edge network gets its addresses from
    public static DockerBalancerHost at(
            String cloud,
            DockerHost dockerHost,
            Path folder,
            Path haproxyFolder,
            String listen,
            BalancerPort port,
            SubnetChoice subnets) {
        return new DockerBalancerHost(
                cloud, dockerHost, folder, haproxyFolder, listen, port, subnets);
    }

    private DockerBalancerHost(
            String cloud,
            DockerHost dockerHost,
            Path folder,
            Path haproxyFolder,
            String listen,
            BalancerPort port,
            SubnetChoice subnets) {
        names = new DockerNames(cloud);
        engine = DockerEngine.at(dockerHost);
        images = new DockerImages(engine, haproxyFolder);
        networks = new DockerNetworks(engine, names, subnets);
        this.folder = SocketFolder.makePrivate(folder.toAbsolutePath());
        this.haproxyFolder = haproxyFolder;
        this.listen = listen;
        this.ports = new PortSearch(listen, port, !dockerHost.remote());
        this.port = port.number();
        this.machine = dockerHost.machine();
        this.remote =
                dockerHost.remote()
                        ? Optional.of(
                                new RemoteConfigVolume(
                                        engine,
                                        new DockerVolumes(engine, names),
                                        names.balancer(),
                                        this.folder,
                                        BalancerContainer.SHARED))
                        : Optional.empty();
        this.container = new BalancerContainer(engine, names, networks, this.folder, remote);
        this.sockets = new SharedSockets(this.folder, System::nanoTime);
        this.diagnosis =
                new BalancerDiagnosis(
                        container,
                        names.edgeNetwork(),
                        this.folder,
                        dockerHost.remote() ? Optional.empty() : Optional.of(sockets));
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Optional<Relay> relay() {
        return remote.map(Relay.class::cast);
    }

    @Override
    public State observe() {
        Optional<InspectContainerResponse> found = container.inspect();
        Optional<String> trouble =
                found.isEmpty() ? Optional.of(whyAbsent()) : diagnosis.trouble(found.get());
        if (trouble.isPresent()) {
            return new State(false, "", Set.of(), trouble.get());
        }
        InspectContainerResponse seen = found.orElseThrow();
        ran = true;
        // a later one is started at the same port, whoever started this one
        BalancerContainer.publishedPort(seen).ifPresent(now -> port = now);
        return new State(true, url(seen), joined(seen), "");
    }

    private String whyAbsent() {
        return ran ? "its container is gone: somebody else removed it" : "it has not been started";
    }

    /// The data folder that the balancer was started from, unless it is this manager's.
    public Optional<Path> foreignFolder() {
        return container.inspect().map(found -> found.getHostConfig().getBinds()).stream()
                .flatMap(Arrays::stream)
                .filter(bind -> bind.getVolume().getPath().equals(BalancerContainer.SHARED))
                .filter(bind -> remote.isEmpty())
                .map(bind -> Path.of(bind.getPath()))
                .filter(from -> !from.equals(folder))
                .map(from -> Objects.requireNonNullElse(from.getParent(), from))
                .findFirst();
    }

    private String url(InspectContainerResponse found) {
        return BalancerContainer.publishedPort(found)
                .map(p -> "http://" + inUrl(reachedAt()) + ":" + p)
                .orElse("");
    }

    /// An IPv6 address stands in brackets before a port (RFC 3986).
    public static String inUrl(String address) {
        return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
    }

    /// An address that stands for all interfaces cannot be sent requests.
    private String reachedAt() {
        boolean every = listen.equals("0.0.0.0") || listen.equals("::");
        return every ? (machine.isEmpty() ? LOOPBACK : machine) : listen;
    }

    private Set<PodName> joined(InspectContainerResponse found) {
        Set<String> on = found.getNetworkSettings().getNetworks().keySet();
        Set<PodName> joined = new HashSet<>(networks.pods());
        joined.removeIf(pod -> !on.contains(names.network(pod)));
        return joined;
    }

    @Override
    public synchronized void start() {
        Optional<InspectContainerResponse> found = container.inspect();
        if (found.isPresent()) {
            container.requireOurs(found.get());
            if (diagnosis.isFit(found.get())) {
                return;
            }
            BalancerContainer.publishedPort(found.get()).ifPresent(before -> port = before);
            container.remove();
        }
        String image =
                images.build(REPOSITORY, haproxyFolder, FolderDigest.of(haproxyFolder), line -> {});
        networks.create(names.edgeNetwork(), names.ofBalancer(), false);
        String address = networks.servingAddress(names.edgeNetwork());
        port =
                sockets.whileStarting(
                        () -> ports.start(port, number -> start(number, image, address)));
    }

    private void start(int number, String image, String address) {
        engine.run(
                "start the balancer on port " + number,
                () -> container.start(image, address, binding(number)));
    }

    private Ports.Binding binding(int candidate) {
        return candidate == 0
                ? Ports.Binding.bindIp(listen)
                : Ports.Binding.bindIpAndPort(listen, candidate);
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
        remote.ifPresent(RemoteConfigVolume::copyChanges);
        return container.complaintOf(
                CHECK_LIMIT, "haproxy", "-c", "-f", BalancerContainer.SHARED + "/" + fileName);
    }

    @Override
    public Optional<String> request(String address, String path, Duration timeout) {
        return container.complaintOf(
                timeout.plus(CHECK_LIMIT),
                "perl",
                REQUEST,
                address,
                path,
                Long.toString(timeout.toSeconds()));
    }

    @Override
    public void remove() {
        container.remove();
        ran = false;
    }

    @Override
    public void close() {
        engine.close();
    }
}
