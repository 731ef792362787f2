package dev.elasticcloud.manager.simulation;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.PodTraffic;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The statistics of a simulated cloud's balancer, and the configuration it would have.
final class SimulatedReport {

    private final SimulatedCloud cloud;

    SimulatedReport(SimulatedCloud cloud) {
        this.cloud = cloud;
    }

    /// The same counters that HAProxy has; errors and response times are not simulated.
    BalancerReport latest() {
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

    /// A pod's counters.
    PodTraffic traffic(PodSpec pod) {
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
}
