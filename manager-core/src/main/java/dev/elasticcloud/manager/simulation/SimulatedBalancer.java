package dev.elasticcloud.manager.simulation;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.HostLoad;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Timings;
import dev.elasticcloud.manager.spi.LoadBalancer;
import dev.elasticcloud.manager.spi.PortException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The balancer of a simulated cloud.
final class SimulatedBalancer implements LoadBalancer {

    private final SimulatedCloud cloud;
    private final SimulatedReport report;

    SimulatedBalancer(SimulatedCloud cloud) {
        this.cloud = cloud;
        this.report = new SimulatedReport(cloud);
    }

    @Override
    public State observe() {
        synchronized (cloud) {
            cloud.advance();
            Instant now = cloud.clock.steady();
            List<BalancerServer> servers = new ArrayList<>();
            for (SimulatedNode node : cloud.nodes.values()) {
                BalancerServer.Mode mode = node.mode;
                if (mode != null) {
                    servers.add(server(node, mode, now));
                }
            }
            BalancerHealth health =
                    new BalancerHealth(
                            cloud.balancerRuns,
                            SimulatedCloud.KIND,
                            SimulatedCloud.URL,
                            true,
                            cloud.balancerRuns ? "" : "not started");
            return new State(
                    health,
                    servers,
                    cloud.backends.values().stream().map(report::traffic).toList(),
                    Optional.of(
                            new HostLoad(
                                    cloud.clock.instant(),
                                    OptionalDouble.of(cloud.processors.busyCores()),
                                    OptionalLong.of(Math.max(0, cloud.availableBytes())),
                                    OptionalDouble.of(cloud.processors.pressure()))));
        }
    }

    private static BalancerServer server(
            SimulatedNode node, BalancerServer.Mode mode, Instant now) {
        return new BalancerServer(
                node.container.pod(),
                node.container.node(),
                node.container.address(),
                mode,
                node.healthy(now),
                node.slots,
                node.running(),
                node.served,
                "");
    }

    @Override
    public BalancerReport report() {
        return report.latest();
    }

    @Override
    public int waiting() {
        synchronized (cloud) {
            return cloud.traffic.values().stream().mapToInt(t -> t.queued).sum();
        }
    }

    @Override
    public void configure(Collection<PodSpec> pods, Collection<BalancerServer> servers) {
        synchronized (cloud) {
            cloud.balancerRuns = true;
            cloud.backends.clear();
            pods.forEach(pod -> cloud.backends.put(pod.name(), pod));
        }
    }

    @Override
    public void probe(PodSpec pod, NodeContainer node) {
        setMode(node.node(), BalancerServer.Mode.DRAINING);
        setSlots(pod.name(), node.node(), pod.slots());
    }

    @Override
    public void request(PodSpec pod, NodeContainer node, String path) {
        // a simulated node needs no warm-up
    }

    @Override
    public void route(PodName pod, NodeName node) {
        setMode(node, BalancerServer.Mode.READY);
    }

    @Override
    public void drain(PodName pod, NodeName node) {
        setMode(node, BalancerServer.Mode.DRAINING);
    }

    @Override
    public void maintain(PodName pod, NodeName node) {
        setMode(node, BalancerServer.Mode.MAINTENANCE);
        synchronized (cloud) {
            SimulatedNode known = cloud.nodes.get(node);
            if (known != null) {
                cloud.processors.cutOff(known.processor);
                cloud.notifyAll();
            }
        }
    }

    @Override
    public void remove(PodName pod, NodeName name) {
        synchronized (cloud) {
            SimulatedNode node = cloud.nodes.get(name);
            if (node != null && node.running() > 0 && node.container.running()) {
                throw PortException.refused(
                        "node " + name + " still works on " + node.running() + " jobs", null);
            }
            if (node != null) {
                node.mode = null;
            }
        }
    }

    private void setMode(NodeName name, BalancerServer.@Nullable Mode mode) {
        synchronized (cloud) {
            SimulatedNode node = cloud.nodes.get(name);
            if (node == null) {
                throw PortException.refused("the balancer knows no node " + name, null);
            }
            node.mode = mode;
            cloud.notifyAll();
        }
    }

    @Override
    public void setSlots(PodName pod, NodeName name, int slots) {
        synchronized (cloud) {
            SimulatedNode node = cloud.nodes.get(name);
            if (node != null) {
                node.slots = slots;
                cloud.notifyAll();
            }
        }
    }

    @Override
    public Timings calls() {
        return Timings.NONE;
    }

    @Override
    public void shutDown() {
        synchronized (cloud) {
            cloud.balancerRuns = false;
            cloud.backends.clear();
        }
    }

    @Override
    public void close() {}
}
