package dev.elasticcloud.console.sample;

import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The statistics of a sample cloud's balancer.
final class SampleBalancer {

    private SampleBalancer() {}

    static BalancerReport of(CloudSnapshot snapshot) {
        if (!snapshot.balancer().running()) {
            return BalancerReport.NONE;
        }
        List<BalancerReport.Row> rows = new ArrayList<>();
        StringBuilder configuration =
                new StringBuilder("global\n    maxconn 4000\n\ndefaults\n    mode http\n");
        for (PodStatus pod : snapshot.podsBySize()) {
            configuration.append(
                    "\nbackend %s\n    balance %s\n"
                            .formatted(pod.name(), pod.spec().balance().key()));
            rows.add(backend(pod, snapshot));
            int number = 0;
            for (NodeStatus node : pod.nodes()) {
                number++;
                if (node.state() == NodeState.ONLINE || node.state() == NodeState.DRAINING) {
                    rows.add(server(pod, node, number, snapshot));
                    configuration.append(
                            "    server %s %s maxconn %d\n"
                                    .formatted(node.node(), address(number), pod.spec().slots()));
                }
            }
        }
        return new BalancerReport(rows, configuration.toString());
    }

    private static String address(int number) {
        return "10.210.%d.%d:8080".formatted(number / 250, 2 + number % 250);
    }

    private static BalancerReport.Row backend(PodStatus pod, CloudSnapshot snapshot) {
        return new BalancerReport.Row(
                pod.name(),
                "",
                "UP",
                "",
                0,
                pod.load().running(),
                pod.load().queued(),
                (int) Math.round(pod.load().arrivalRate()),
                pod.jobs().accepted(),
                pod.jobs().failed(),
                1,
                OptionalDouble.of(pod.load().latency().p50()),
                "",
                OptionalDouble.empty(),
                Duration.between(snapshot.at().minusSeconds(7_000), snapshot.at()));
    }

    private static BalancerReport.Row server(
            PodStatus pod, NodeStatus node, int number, CloudSnapshot snapshot) {
        boolean drains = node.state() == NodeState.DRAINING;
        int online = Math.max(1, pod.online());
        return new BalancerReport.Row(
                pod.name(),
                node.node().value(),
                drains ? "DRAIN" : "UP",
                address(number),
                pod.spec().slots(),
                node.running(),
                0,
                drains ? 0 : (int) Math.round(pod.load().arrivalRate() / online),
                pod.jobs().completed() / online,
                number % 9 == 4 ? 1 : 0,
                0,
                OptionalDouble.of(70 + number * 11 % 60),
                "L7OK",
                OptionalDouble.of(1),
                Duration.between(node.since(), snapshot.at()));
    }
}
