package dev.elasticcloud.manager.simulation;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.HostLoad;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.PodTraffic;
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

    SimulatedBalancer(SimulatedCloud cloud) {
        this.cloud = cloud;
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
                    cloud.backends.values().stream().map(this::traffic).toList(),
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

    private PodTraffic traffic(PodSpec pod) {
        int running = 0;
        for (SimulatedNode node : cloud.nodes.values()) {
            if (node.container.pod().equals(pod.name())) {
                running += node.running();
            }
        }
        SimulatedTraffic counted = cloud.traffic(pod.name());
        return new PodTraffic(
                pod.name(),
                pod.balance(),
                running,
                counted.queued,
                counted.requests,
                counted.failures,
                counted.responses,
                pod.balancing());
    }

    /// The same counters that HAProxy has; errors and response times are not simulated.
    @Override
    public BalancerReport report() {
        synchronized (cloud) {
            cloud.advance();
            if (!cloud.balancerRuns) {
                return BalancerReport.NONE;
            }
            List<BalancerReport.Row> rows = new ArrayList<>();
            for (PodSpec pod : cloud.backends.values()) {
                PodTraffic counted = traffic(pod);
                List<BalancerReport.Row> servers = rows(pod.name());
                boolean up = servers.stream().anyMatch(row -> row.status().equals("UP"));
                rows.add(
                        row(
                                pod.name(),
                                "",
                                up ? "UP" : "DOWN",
                                "",
                                0,
                                counted.running(),
                                counted.queued(),
                                counted.requests(),
                                counted.failures(),
                                ""));
                rows.addAll(servers);
            }
            return new BalancerReport(rows, configuration());
        }
    }

    private List<BalancerReport.Row> rows(PodName pod) {
        Instant now = cloud.clock.steady();
        List<BalancerReport.Row> rows = new ArrayList<>();
        for (SimulatedNode node : cloud.nodes.values()) {
            BalancerServer.Mode mode = node.mode;
            if (mode != null && node.container.pod().equals(pod)) {
                rows.add(
                        row(
                                pod,
                                node.container.node().value(),
                                status(mode, node.healthy(now)),
                                node.container.address(),
                                node.slots,
                                node.running(),
                                0,
                                node.served,
                                0,
                                node.healthy(now) ? "L7OK" : "L4CON"));
            }
        }
        return rows;
    }

    private static String status(BalancerServer.Mode mode, boolean healthy) {
        return switch (mode) {
            case READY -> healthy ? "UP" : "DOWN";
            case DRAINING -> healthy ? "DRAIN" : "DOWN";
            case MAINTENANCE -> "MAINT";
        };
    }

    private static BalancerReport.Row row(
            PodName pod,
            String server,
            String status,
            String address,
            int slots,
            int sessions,
            int queued,
            long total,
            long errors,
            String check) {
        return new BalancerReport.Row(
                pod,
                server,
                status,
                address,
                slots,
                sessions,
                queued,
                0,
                total,
                errors,
                0,
                OptionalDouble.empty(),
                check,
                OptionalDouble.empty(),
                null);
    }

    private String configuration() {
        StringBuilder text = new StringBuilder("# simulated: there is no HAProxy\n");
        for (PodSpec pod : cloud.backends.values()) {
            text.append("\nbackend ").append(pod.name()).append('\n');
            text.append("    balance ").append(pod.balance().key()).append('\n');
            rows(pod.name())
                    .forEach(
                            row ->
                                    text.append(
                                            "    server %s %s maxconn %d\n"
                                                    .formatted(
                                                            row.server(),
                                                            row.address(),
                                                            row.slots())));
        }
        return text.toString();
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
        // a simulated node needs no warming up
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
