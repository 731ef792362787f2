package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.engine.record.EventRecorder;
import dev.elasticcloud.manager.model.HostName;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.EngineHealth;
import dev.elasticcloud.manager.model.observed.HostLoad;
import dev.elasticcloud.manager.model.observed.HostReading;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.model.record.CloudEvent.Kind;
import dev.elasticcloud.manager.model.record.CloudEvent.Severity;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.spi.ContainerRuntime;
import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.PortException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Reads the actual state. When a side does not answer, its last known state is kept and marked
/// stale: an engine that is down does not mean dead nodes.
final class Observer {

    private static final Logger LOG = LoggerFactory.getLogger(Observer.class);

    private final ContainerRuntime runtime;
    private final LoadBalancer balancer;
    private final InstantSource clock;
    private final EventRecorder recorder;
    private Observation last;

    Observer(Ports ports, EventRecorder recorder) {
        this.runtime = ports.runtime();
        this.balancer = ports.balancer();
        this.clock = ports.clock();
        this.recorder = recorder;
        this.last = Observation.nothing(clock.instant());
    }

    Observation observe(CloudSpec spec) {
        last = withBalancer(withRuntime(spec, last));
        return last;
    }

    private Observation withRuntime(CloudSpec spec, Observation before) {
        try {
            ContainerRuntime.State state = runtime.observe(spec.pods().values());
            Map<NodeName, NodeContainer> containers = new LinkedHashMap<>();
            state.nodes().forEach(node -> containers.put(node.node(), node));
            Map<HostName, HostReading> hosts = new HashMap<>();
            state.hosts().forEach(host -> hosts.put(host.name(), host));
            if (!before.engine().reachable()) {
                tell(
                        Severity.INFO,
                        Kind.ENGINE,
                        state.engine().kind() + " " + state.engine().version() + " answers");
            }
            return before.at(clock.instant())
                    .withEngine(state.engine())
                    .withImages(state.images())
                    .withNetworks(state.networks())
                    .withContainers(containers)
                    .withHosts(hosts);
        } catch (PortException e) {
            requireOngoing(e);
            EngineHealth health = before.engine().unreachable(String.valueOf(e.getMessage()));
            if (!health.equals(before.engine())) {
                tell(Severity.ERROR, Kind.ENGINE, failure("The container engine", e));
            }
            return before.at(clock.instant()).withEngine(health);
        }
    }

    /// A request that the end of the loop interrupted tells nothing of the other side.
    private static void requireOngoing(PortException e) {
        if (Thread.currentThread().isInterrupted()) {
            throw e;
        }
    }

    /// A side that refuses, or whose answer cannot be parsed, does answer.
    private static String failure(String side, PortException why) {
        return side
                + (why.isUnreachable() ? " does not answer: " : " could not be read: ")
                + why.getMessage();
    }

    private Observation withBalancer(Observation before) {
        try {
            LoadBalancer.State state = balancer.observe();
            Map<NodeName, BalancerServer> servers = serversOfNodes(state, before);
            Map<PodName, PodTraffic> traffic = new HashMap<>();
            state.traffic().forEach(t -> traffic.put(t.pod(), t));
            noteBalancer(before.balancer(), state.health());
            return before.withBalancer(state.health())
                    .withServers(servers)
                    .withTraffic(traffic)
                    .withHosts(loaded(before.hosts(), state.host()));
        } catch (PortException e) {
            requireOngoing(e);
            BalancerHealth was = before.balancer();
            String why = String.valueOf(e.getMessage());
            if (!why.equals(was.detail())) {
                tell(Severity.ERROR, Kind.BALANCER, failure("The balancer", e));
            }
            return before.withBalancer(
                    new BalancerHealth(was.running(), was.version(), was.url(), false, why));
        }
    }

    /// A stale balancer entry of a removed node must not hide the entry of a new node of the same
    /// name in another pod.
    private static Map<NodeName, BalancerServer> serversOfNodes(
            LoadBalancer.State state, Observation seen) {
        Map<NodeName, BalancerServer> servers = new LinkedHashMap<>();
        for (BalancerServer server : state.servers()) {
            NodeContainer container = seen.containers().get(server.node());
            boolean ofNode = container != null && container.pod().equals(server.pod());
            if (ofNode || !servers.containsKey(server.node())) {
                servers.put(server.node(), server);
            }
        }
        return servers;
    }

    /// The balancer's machine is the only host there is; its load is read inside the balancer.
    private static Map<HostName, HostReading> loaded(
            Map<HostName, HostReading> hosts, Optional<HostLoad> load) {
        if (load.isEmpty() || hosts.size() != 1) {
            return hosts;
        }
        HostReading host = hosts.values().iterator().next();
        HostLoad read = load.get();
        return Map.of(
                host.name(),
                new HostReading(
                        host.name(),
                        read.at(),
                        host.cores(),
                        host.memoryBytes(),
                        read.busyCores(),
                        read.availableBytes(),
                        read.cpuPressure()));
    }

    private void noteBalancer(BalancerHealth was, BalancerHealth is) {
        if (is.running() && (!was.running() || !was.detail().isEmpty())) {
            tell(Severity.INFO, Kind.BALANCER, "HAProxy %s answers".formatted(is.version()));
        } else if (was.running() && !is.running()) {
            tell(Severity.ERROR, Kind.BALANCER, "The balancer ended: " + is.detail());
        }
    }

    private void tell(Severity severity, Kind kind, String message) {
        LOG.atLevel(severity == Severity.INFO ? Level.INFO : Level.WARN).log(message);
        recorder.note(severity, kind, message);
    }
}
