package dev.elasticcloud.manager;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Observations for tests: engine and balancer run, and each pod that is named has its image,
/// network and backend; nodes are added one by one.
public final class Observed {

    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<NodeName, NodeContainer> containers = new HashMap<>();
    private final Map<NodeName, BalancerServer> servers = new HashMap<>();
    private final Map<PodName, String> images = new HashMap<>();
    private final Map<PodName, PodTraffic> traffic = new HashMap<>();

    private Observed() {}

    public static Observed ready(PodSpec... pods) {
        Observed observed = new Observed();
        for (PodSpec pod : pods) {
            observed.images.put(pod.name(), pod.nodeFingerprint());
            observed.traffic.put(pod.name(), PodTraffic.none(pod));
        }
        return observed;
    }

    public Observed with(NodeContainer container) {
        containers.put(container.node(), container);
        return this;
    }

    public Observed with(BalancerServer server) {
        servers.put(server.node(), server);
        return this;
    }

    /// A node that serves.
    public Observed serving(PodSpec pod, String node) {
        return with(container(pod, node, NodeContainer.State.RUNNING))
                .with(server(pod, node, BalancerServer.Mode.READY, true, 0));
    }

    /// A warm spare.
    public Observed spare(PodSpec pod, String node) {
        return with(container(pod, node, NodeContainer.State.FROZEN))
                .with(server(pod, node, BalancerServer.Mode.MAINTENANCE, true, 0));
    }

    public Observation see() {
        return Observation.nothing(NOW)
                .withEngine(new EngineHealth(true, "test", "1", 2, 1L << 33, ""))
                .withBalancer(new BalancerHealth(true, "test", "http://balancer", true, ""))
                .withImages(images)
                .withNetworks(images.keySet())
                .withContainers(containers)
                .withServers(servers)
                .withTraffic(traffic);
    }

    public static NodeContainer container(PodSpec pod, String node, NodeContainer.State state) {
        boolean started = state != NodeContainer.State.CREATED;
        return new NodeContainer(
                "id-of-" + node,
                pod.name(),
                NodeName.of(node),
                state,
                pod.nodeFingerprint(),
                pod.limits(),
                started ? "address-of-" + node : "",
                NOW,
                0,
                false);
    }

    /// A container of an older image than the pod's.
    public static NodeContainer outdated(NodeContainer container) {
        return new NodeContainer(
                container.id(),
                container.pod(),
                container.node(),
                container.state(),
                "an-older-image",
                container.limits(),
                container.address(),
                container.startedAt(),
                container.exitCode(),
                container.outOfMemory());
    }

    public static BalancerServer server(
            PodSpec pod, String node, BalancerServer.Mode mode, boolean healthy, int running) {
        return new BalancerServer(
                pod.name(),
                NodeName.of(node),
                "address-of-" + node,
                mode,
                healthy,
                pod.slots(),
                running,
                0);
    }
}
