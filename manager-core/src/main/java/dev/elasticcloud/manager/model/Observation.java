package dev.elasticcloud.manager.model;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is: everything read from the runtime and the balancer in one round.
///
/// @param images fingerprints of the pods' images that are ready, by pod
/// @param networks pods that have their network, with the balancer joined to it
/// @param traffic pods that the running balancer has a backend for
public record Observation(
        Instant at,
        EngineHealth engine,
        BalancerHealth balancer,
        SortedMap<PodName, String> images,
        SortedSet<PodName> networks,
        SortedMap<NodeName, NodeContainer> containers,
        SortedMap<NodeName, BalancerServer> servers,
        SortedMap<PodName, PodTraffic> traffic) {

    public Observation {
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
        networks = Collections.unmodifiableSortedSet(new TreeSet<>(networks));
        containers = Collections.unmodifiableSortedMap(new TreeMap<>(containers));
        servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
        traffic = Collections.unmodifiableSortedMap(new TreeMap<>(traffic));
    }

    public static Observation nothing(Instant at) {
        return new Observation(
                at,
                EngineHealth.UNKNOWN,
                BalancerHealth.UNKNOWN,
                new TreeMap<>(),
                new TreeSet<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>());
    }

    public Optional<NodeContainer> container(NodeName node) {
        return Optional.ofNullable(containers.get(node));
    }

    public Optional<BalancerServer> server(NodeName node) {
        return Optional.ofNullable(servers.get(node));
    }

    public Collection<NodeContainer> containersOf(PodName pod) {
        return containers.values().stream().filter(c -> c.pod().equals(pod)).toList();
    }

    public Collection<BalancerServer> serversOf(PodName pod) {
        return servers.values().stream().filter(s -> s.pod().equals(pod)).toList();
    }

    /// All pods that anything observed belongs to.
    public Set<PodName> pods() {
        Set<PodName> pods = new TreeSet<>(networks);
        containers.values().forEach(c -> pods.add(c.pod()));
        servers.values().forEach(s -> pods.add(s.pod()));
        pods.addAll(traffic.keySet());
        return pods;
    }

    public Observation withContainers(Map<NodeName, NodeContainer> changed) {
        return new Observation(
                at, engine, balancer, images, networks, new TreeMap<>(changed), servers, traffic);
    }

    public Observation withServers(Map<NodeName, BalancerServer> changed) {
        return new Observation(
                at,
                engine,
                balancer,
                images,
                networks,
                containers,
                new TreeMap<>(changed),
                traffic);
    }

    public Observation withTraffic(Map<PodName, PodTraffic> changed) {
        return new Observation(
                at,
                engine,
                balancer,
                images,
                networks,
                containers,
                servers,
                new TreeMap<>(changed));
    }

    public Observation withImages(Map<PodName, String> changed) {
        return new Observation(
                at,
                engine,
                balancer,
                new TreeMap<>(changed),
                networks,
                containers,
                servers,
                traffic);
    }

    public Observation withNetworks(Set<PodName> changed) {
        return new Observation(
                at, engine, balancer, images, new TreeSet<>(changed), containers, servers, traffic);
    }

    public Observation withBalancer(BalancerHealth changed) {
        return new Observation(at, engine, changed, images, networks, containers, servers, traffic);
    }
}
