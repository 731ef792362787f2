package dev.elasticcloud.manager.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network;
import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.docker.subnet.SubnetChoice;
import dev.elasticcloud.manager.docker.subnet.Subnets;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.spi.PortException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The networks of one cloud: an internal one for each pod, one for each pod that may call out, and
/// the edge network, on which the balancer is reached.
public final class DockerNetworks {

    private static final int TRIES = 8;

    private final DockerEngine engine;
    private final DockerNames names;
    private final SubnetChoice subnets;

    public DockerNetworks(DockerEngine engine, DockerNames names) {
        this(engine, names, SubnetChoice.usual());
    }

    /// @param subnets where new networks get their addresses from
    public DockerNetworks(DockerEngine engine, DockerNames names, SubnetChoice subnets) {
        this.engine = engine;
        this.names = names;
        this.subnets = subnets;
    }

    /// Creates a network; one that exists with these labels is left as it is.
    public synchronized void create(String name, Map<String, String> labels, boolean internal) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            List<Network> all =
                    engine.call("list networks", () -> engine.commands().listNetworksCmd().exec());
            Optional<Network> same =
                    all.stream().filter(network -> name.equals(network.getName())).findFirst();
            if (same.isPresent()) {
                requireOurs(same.get(), name, labels);
                return;
            }
            List<String> taken = all.stream().flatMap(n -> subnets(n).stream()).toList();
            String subnet =
                    subnets.free(taken, attempt * 31)
                            .orElseThrow(
                                    () ->
                                            PortException.refused(
                                                    subnets.exhausted("network " + name), null));
            try {
                engine.commands()
                        .createNetworkCmd()
                        .withName(name)
                        .withDriver("bridge")
                        .withInternal(internal)
                        .withCheckDuplicate(true)
                        .withLabels(labels)
                        .withIpam(
                                new Network.Ipam()
                                        .withConfig(new Network.Ipam.Config().withSubnet(subnet)))
                        .exec();
                return;
            } catch (ConflictException e) {
                // created by another process just now: the next attempt finds it
            } catch (DockerException e) {
                if (!DockerEngine.reason(e).contains("overlap")) {
                    throw engine.failure("create network " + name, e);
                }
            } catch (RuntimeException e) {
                throw engine.failure("create network " + name, e);
            }
        }
        throw PortException.refused(
                "Network "
                        + name
                        + " could not be created: every subnet that was tried is in use; remove"
                        + " unused Docker networks, or choose other addresses with --subnets",
                null);
    }

    private static void requireOurs(Network network, String name, Map<String, String> labels) {
        if (!labels.equals(network.getLabels())) {
            throw PortException.refused(
                    "There is a Docker network "
                            + name
                            + " that does not belong to this cloud or has another use: remove or"
                            + " rename it",
                    null);
        }
    }

    /// The address that is reserved for the server of one of our networks: the one after the
    /// network's own and its gateway's.
    public String servingAddress(String name) {
        Network network =
                engine.call(
                        "inspect network " + name,
                        () -> engine.commands().inspectNetworkCmd().withNetworkId(name).exec());
        return subnets(network).stream()
                .findFirst()
                .flatMap(Subnets::third)
                .orElseThrow(
                        () ->
                                PortException.refused(
                                        "Network "
                                                + name
                                                + " has no IPv4 subnet: remove it, and a new one is"
                                                + " created",
                                        null));
    }

    private static List<String> subnets(Network network) {
        List<String> subnets = new ArrayList<>();
        if (network.getIpam() != null && network.getIpam().getConfig() != null) {
            network.getIpam().getConfig().stream()
                    .map(Network.Ipam.Config::getSubnet)
                    .filter(Objects::nonNull)
                    .forEach(subnets::add);
        }
        return subnets;
    }

    /// Connects a container, unless it is connected already.
    public void join(String name, String container) {
        try {
            engine.commands()
                    .connectToNetworkCmd()
                    .withNetworkId(name)
                    .withContainerId(container)
                    .exec();
        } catch (DockerException e) {
            if (!DockerEngine.reason(e).contains("already exists in network")) {
                throw e;
            }
        }
    }

    /// Removes a network of this cloud after disconnecting its containers.
    public void remove(String name) {
        engine.run(
                "remove network " + name,
                () -> {
                    try {
                        Network network =
                                engine.commands().inspectNetworkCmd().withNetworkId(name).exec();
                        if (!names.cloud().equals(label(network, DockerNames.CLOUD))) {
                            return;
                        }
                        network.getContainers().keySet().forEach(id -> disconnect(name, id));
                        engine.commands().removeNetworkCmd(network.getId()).exec();
                    } catch (NotFoundException e) {
                        // it is gone already
                    }
                });
    }

    private void disconnect(String network, String container) {
        try {
            engine.commands()
                    .disconnectFromNetworkCmd()
                    .withNetworkId(network)
                    .withContainerId(container)
                    .withForce(true)
                    .exec();
        } catch (NotFoundException e) {
            // it has left already
        }
    }

    /// Pods that have their internal network; the outward one alone does not count.
    public Set<PodName> pods() {
        return ofCloud().stream()
                .filter(network -> label(network, DockerNames.ROLE) == null)
                .map(network -> label(network, DockerNames.POD))
                .filter(Objects::nonNull)
                .map(PodName::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// All networks of this cloud.
    List<Network> ofCloud() {
        return engine
                .call("list networks", () -> engine.commands().listNetworksCmd().exec())
                .stream()
                .filter(n -> names.cloud().equals(label(n, DockerNames.CLOUD)))
                .toList();
    }

    private static @Nullable String label(Network network, String key) {
        Map<String, String> labels = network.getLabels();
        return labels == null ? null : labels.get(key);
    }
}
