package dev.elasticcloud.manager.plan.world;

import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import dev.elasticcloud.manager.model.observed.HostReading;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A container engine and a balancer as a small state machine, on which plans are carried out and
/// by which they are judged. It is written from what Docker and HAProxy do, not from the planner or
/// its projection.
final class ModelCloud {

    static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    CloudSpec spec;
    Instant now = BEGINNING;

    final SortedMap<PodName, String> images = new TreeMap<>();
    final Set<PodName> networks = new TreeSet<>();
    final SortedMap<NodeName, ModelNode> nodes = new TreeMap<>();

    boolean balancerRuns;

    /// Processors of the host, which has memory for any number of nodes; 0 while the host is
    /// unknown.
    double cores;

    double busyCores;

    /// Whether no older balancer process finishes requests.
    boolean settled = true;

    final SortedMap<PodName, PodSpec> backends = new TreeMap<>();
    final SortedMap<NodeName, ModelServer> servers = new TreeMap<>();

    /// The balancer's file, from which it restarts.
    private final SortedMap<NodeName, ModelServer> written = new TreeMap<>();

    private int made;

    ModelCloud(CloudSpec spec) {
        this.spec = spec;
    }

    ModelNode make(PodSpec pod, NodeName name, String fingerprint) {
        made++;
        ModelNode node =
                new ModelNode(pod.name(), name, "c" + made, fingerprint, pod.limits(), now);
        nodes.put(name, node);
        return node;
    }

    List<ModelNode> nodesOf(PodName pod) {
        return nodes.values().stream().filter(n -> n.pod.equals(pod)).toList();
    }

    /// The containers that the engine lists now.
    List<ModelNode> shownNodesOf(PodName pod) {
        return nodesOf(pod).stream().filter(n -> n.shownAt(now)).toList();
    }

    List<ModelServer> serversOf(PodName pod) {
        return servers.values().stream().filter(s -> s.pod.equals(pod)).toList();
    }

    /// The balancer probes its servers.
    void probe() {
        for (ModelServer server : servers.values()) {
            if (!server.is(BalancerServer.Mode.MAINTENANCE)) {
                ModelNode node = nodes.get(server.name);
                server.healthy = node != null && node.answersAt(server.address, now);
                if (node != null && server.healthy) {
                    node.hasAnswered = true;
                }
            }
        }
    }

    /// Ends the jobs of nodes that have ended or are gone.
    void endLostJobs() {
        for (ModelServer server : servers.values()) {
            ModelNode node = nodes.get(server.name);
            if (node == null || node.is(NodeContainer.State.EXITED)) {
                server.running = 0;
            }
        }
    }

    void loseBalancer() {
        if (balancerRuns) {
            written.clear();
            written.putAll(servers);
        }
        balancerRuns = false;
        settled = true;
        backends.clear();
        servers.clear();
    }

    /// The file says only whether a server is in rotation, and nothing of its health. An entry
    /// whose name now belongs to a node of another pod is ignored.
    void restoreServers() {
        for (ModelServer server : written.values()) {
            server.running = 0;
            server.restored = true;
            if (server.is(BalancerServer.Mode.READY)) {
                server.healthy = true;
            } else {
                server.healthy = false;
                server.mode = BalancerServer.Mode.MAINTENANCE;
            }
            ModelNode node = nodes.get(server.name);
            if (node == null || node.pod.equals(server.pod)) {
                servers.put(server.name, server);
            }
        }
        written.clear();
    }

    private Map<HostName, HostReading> hosts() {
        if (cores == 0) {
            return Map.of();
        }
        HostReading reading =
                new HostReading(
                        HostName.LOCAL,
                        now,
                        cores,
                        1L << 40,
                        OptionalDouble.of(busyCores),
                        OptionalLong.empty(),
                        OptionalDouble.empty());
        return Map.of(HostName.LOCAL, reading);
    }

    Observation observe() {
        Map<NodeName, NodeContainer> containers = new HashMap<>();
        for (ModelNode node : nodes.values()) {
            if (node.shownAt(now)) {
                containers.put(node.name, node.shown());
            }
        }
        Map<NodeName, BalancerServer> known = new HashMap<>();
        servers.values().forEach(s -> known.put(s.name, s.shown()));
        Map<PodName, PodTraffic> traffic = new HashMap<>();
        backends.forEach((pod, by) -> traffic.put(pod, PodTraffic.none(by)));
        traffic.keySet().retainAll(networks);
        return Observation.nothing(now)
                .withEngine(new EngineHealth(true, "model", "1", 2, 1L << 33, ""))
                .withBalancer(new BalancerHealth(balancerRuns, "model", "", settled, ""))
                .withImages(images)
                .withNetworks(networks)
                .withContainers(containers)
                .withServers(known)
                .withHosts(hosts())
                .withTraffic(traffic);
    }
}
