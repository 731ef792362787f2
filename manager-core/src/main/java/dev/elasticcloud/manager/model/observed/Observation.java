package dev.elasticcloud.manager.model.observed;

import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// The actual state: everything read from the runtime and the balancer in one round. Immutable;
/// nodes can be looked up by name and by pod, at a cost that does not grow with the number of
/// pods.
public final class Observation {

    private final Instant at;
    private final EngineHealth engine;
    private final BalancerHealth balancer;
    private final SortedMap<PodName, String> images;
    private final SortedSet<PodName> networks;
    private final Nodes<NodeContainer> containers;
    private final Nodes<BalancerServer> servers;
    private final SortedMap<PodName, PodTraffic> traffic;
    private final SortedMap<HostName, HostReading> hosts;

    private Observation(
            Instant at,
            EngineHealth engine,
            BalancerHealth balancer,
            SortedMap<PodName, String> images,
            SortedSet<PodName> networks,
            Nodes<NodeContainer> containers,
            Nodes<BalancerServer> servers,
            SortedMap<PodName, PodTraffic> traffic,
            SortedMap<HostName, HostReading> hosts) {
        this.at = at;
        this.engine = engine;
        this.balancer = balancer;
        this.images = images;
        this.networks = networks;
        this.containers = containers;
        this.servers = servers;
        this.traffic = traffic;
        this.hosts = hosts;
    }

    /// Values that belong to nodes, by node name and by pod, both in the order of names.
    private record Nodes<T>(Map<NodeName, T> byName, Map<PodName, List<T>> byPod) {

        /// Sorts once; what iterates in the order of names already costs one comparison a node.
        static <T> Nodes<T> of(Map<NodeName, T> nodes, Function<T, PodName> pod) {
            List<Map.Entry<NodeName, T>> sorted = new ArrayList<>(nodes.entrySet());
            sorted.sort(Map.Entry.comparingByKey());
            Map<NodeName, T> byName = LinkedHashMap.newLinkedHashMap(sorted.size());
            Map<PodName, List<T>> byPod = new HashMap<>();
            for (Map.Entry<NodeName, T> node : sorted) {
                T value = node.getValue();
                byName.put(node.getKey(), value);
                byPod.computeIfAbsent(pod.apply(value), p -> new ArrayList<>()).add(value);
            }
            byPod.replaceAll((p, list) -> Collections.unmodifiableList(list));
            return new Nodes<>(Collections.unmodifiableMap(byName), byPod);
        }

        Collection<T> of(PodName pod) {
            return byPod.getOrDefault(pod, List.of());
        }
    }

    public static Observation nothing(Instant at) {
        return new Observation(
                at,
                EngineHealth.UNKNOWN,
                BalancerHealth.UNKNOWN,
                Collections.emptySortedMap(),
                Collections.emptySortedSet(),
                Nodes.of(Map.of(), NodeContainer::pod),
                Nodes.of(Map.of(), BalancerServer::pod),
                Collections.emptySortedMap(),
                Collections.emptySortedMap());
    }

    public Instant at() {
        return at;
    }

    public EngineHealth engine() {
        return engine;
    }

    public BalancerHealth balancer() {
        return balancer;
    }

    /// Fingerprints of the pods' images that are ready.
    public SortedMap<PodName, String> images() {
        return images;
    }

    /// Pods that have their network, with the balancer joined to it.
    public SortedSet<PodName> networks() {
        return networks;
    }

    /// In the order of names.
    public Map<NodeName, NodeContainer> containers() {
        return containers.byName;
    }

    /// In the order of names.
    public Map<NodeName, BalancerServer> servers() {
        return servers.byName;
    }

    /// Pods that the running balancer has a backend for.
    public SortedMap<PodName, PodTraffic> traffic() {
        return traffic;
    }

    /// The machines that nodes run on; none if the runtime does not report them.
    public SortedMap<HostName, HostReading> hosts() {
        return hosts;
    }

    public Optional<NodeContainer> container(NodeName node) {
        return Optional.ofNullable(containers.byName.get(node));
    }

    public Optional<BalancerServer> server(NodeName node) {
        return Optional.ofNullable(servers.byName.get(node));
    }

    public Collection<NodeContainer> containersOf(PodName pod) {
        return containers.of(pod);
    }

    public Collection<BalancerServer> serversOf(PodName pod) {
        return servers.of(pod);
    }

    /// All pods that own anything observed.
    public Set<PodName> pods() {
        Set<PodName> pods = new TreeSet<>(networks);
        pods.addAll(containers.byPod.keySet());
        pods.addAll(servers.byPod.keySet());
        pods.addAll(traffic.keySet());
        return pods;
    }

    public Observation at(Instant changed) {
        return new Observation(
                changed, engine, balancer, images, networks, containers, servers, traffic, hosts);
    }

    public Observation withEngine(EngineHealth changed) {
        return new Observation(
                at, changed, balancer, images, networks, containers, servers, traffic, hosts);
    }

    public Observation withBalancer(BalancerHealth changed) {
        return new Observation(
                at, engine, changed, images, networks, containers, servers, traffic, hosts);
    }

    public Observation withImages(Map<PodName, String> changed) {
        return new Observation(
                at,
                engine,
                balancer,
                Collections.unmodifiableSortedMap(new TreeMap<>(changed)),
                networks,
                containers,
                servers,
                traffic,
                hosts);
    }

    public Observation withNetworks(Set<PodName> changed) {
        return new Observation(
                at,
                engine,
                balancer,
                images,
                Collections.unmodifiableSortedSet(new TreeSet<>(changed)),
                containers,
                servers,
                traffic,
                hosts);
    }

    public Observation withContainers(Map<NodeName, NodeContainer> changed) {
        return new Observation(
                at,
                engine,
                balancer,
                images,
                networks,
                Nodes.of(changed, NodeContainer::pod),
                servers,
                traffic,
                hosts);
    }

    public Observation withServers(Map<NodeName, BalancerServer> changed) {
        return new Observation(
                at,
                engine,
                balancer,
                images,
                networks,
                containers,
                Nodes.of(changed, BalancerServer::pod),
                traffic,
                hosts);
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
                Collections.unmodifiableSortedMap(new TreeMap<>(changed)),
                hosts);
    }

    public Observation withHosts(Map<HostName, HostReading> changed) {
        return new Observation(
                at,
                engine,
                balancer,
                images,
                networks,
                containers,
                servers,
                traffic,
                Collections.unmodifiableSortedMap(new TreeMap<>(changed)));
    }
}
