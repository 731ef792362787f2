package dev.elasticcloud.manager.docker.balancer;

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
import dev.elasticcloud.manager.docker.ContainerRules;
import dev.elasticcloud.manager.docker.CpuWeight;
import dev.elasticcloud.manager.docker.DockerNames;
import dev.elasticcloud.manager.docker.DockerNetworks;
import dev.elasticcloud.manager.docker.NodeContainers;
import dev.elasticcloud.manager.docker.connection.ContainerProgram;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The balancer's container: how it is created and hardened, inspected and removed.
final class BalancerContainer {

    /// Where the shared folder is mounted in the container.
    static final String SHARED = "/run/elastic-cloud";

    /// Names the only address that the balancer listens on, so that no node can call it over a
    /// pod's network.
    private static final String EDGE_ADDRESS = "EDGE_ADDRESS";

    private static final ExposedPort PORT = ExposedPort.tcp(8080);
    private static final NodeLimits LIMITS = NodeLimits.of(1, 256);
    private static final int STOP_SECONDS = 3;
    private static final int LAST_LINES = 8;
    private static final Duration LOG_LIMIT = Duration.ofSeconds(15);

    private final DockerEngine engine;
    private final DockerNames names;
    private final DockerNetworks networks;
    private final Path folder;
    private final Optional<RemoteConfigVolume> remote;

    /// @param folder the private folder shared with the balancer
    /// @param remote the volume that stands for the folder on another machine
    BalancerContainer(
            DockerEngine engine,
            DockerNames names,
            DockerNetworks networks,
            Path folder,
            Optional<RemoteConfigVolume> remote) {
        this.engine = engine;
        this.names = names;
        this.networks = networks;
        this.folder = folder;
        this.remote = remote;
    }

    Optional<InspectContainerResponse> inspect() {
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

    static boolean runs(InspectContainerResponse container) {
        return Boolean.TRUE.equals(container.getState().getRunning())
                && !Boolean.TRUE.equals(container.getState().getPaused());
    }

    /// The port as it was asked for, or as the engine chose it.
    static Optional<Integer> publishedPort(InspectContainerResponse container) {
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

    /// @throws PortException when another container has the balancer's name
    void requireOurs(InspectContainerResponse found) {
        var labels = found.getConfig().getLabels();
        if (labels == null || !labels.entrySet().containsAll(names.ofBalancer().entrySet())) {
            throw PortException.refused(
                    "Container "
                            + names.balancer()
                            + " exists and is not this cloud's balancer: remove or rename it",
                    null);
        }
    }

    /// Creates and starts it, on the network of each pod.
    ///
    /// @param address its address on the edge network
    /// @param binding where its port is published
    void start(String image, String address, Ports.Binding binding) {
        String shared = remote.map(RemoteConfigVolume::volume).orElse(folder.toString());
        var limits =
                NodeContainers.hardened(LIMITS)
                        .withNanoCPUs(null)
                        .withCpuShares(CpuWeight.BALANCER.shares())
                        .withNetworkMode(names.edgeNetwork())
                        .withBinds(new Bind(shared, new Volume(SHARED)))
                        .withPortBindings(new PortBinding(binding, PORT));
        remote.ifPresent(volume -> volume.createVolume(names.ofBalancer()));
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
            remote.ifPresent(RemoteConfigVolume::copyAll);
            // joined before it starts: HAProxy considers a node dead that it cannot reach at once
            networks.pods().forEach(pod -> networks.join(names.network(pod), id));
            engine.commands().startContainerCmd(id).exec();
        } catch (DockerException e) {
            remove();
            throw e;
        }
    }

    /// The manager's own user and group, the only ones who may open the folder.
    private String owner() {
        try {
            return Files.getAttribute(folder, "unix:uid")
                    + ":"
                    + Files.getAttribute(folder, "unix:gid");
        } catch (IOException e) {
            throw PortException.refused("The owner of " + folder + " cannot be read", e);
        }
    }

    /// Runs a program in the container; returns its output if it failed.
    Optional<String> complaintOf(Duration timeout, String... command) {
        ContainerProgram.Ending ending =
                new ContainerProgram(engine, names.balancer()).run(timeout, command);
        return Objects.equals(ending.code(), 0L)
                ? Optional.empty()
                : Optional.of(ending.output().strip());
    }

    /// The end of its log, which says why it ended.
    String lastLines() {
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
                                        LOG_LIMIT)
                                .strip();
                    } catch (NotFoundException | ConflictException e) {
                        return "its container is gone, or is being removed";
                    }
                });
    }

    void remove() {
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
        remote.ifPresent(RemoteConfigVolume::removeVolume);
    }
}
