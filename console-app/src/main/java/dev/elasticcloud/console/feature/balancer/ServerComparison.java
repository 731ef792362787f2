package dev.elasticcloud.console.feature.balancer;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Accent;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerReport;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares the balancer's servers with the nodes that the manager knows. While nodes come and go,
/// the two differ for a moment. Pure.
final class ServerComparison {

    private ServerComparison() {}

    /// Each backend followed by its servers, and servers that are missing.
    static List<ServerItem> compare(BalancerReport report, CloudSnapshot snapshot) {
        Map<PodName, List<BalancerReport.Row>> rows = new HashMap<>();
        report.rows().forEach(r -> rows.computeIfAbsent(r.pod(), p -> new ArrayList<>()).add(r));
        List<ServerItem> items = new ArrayList<>();
        int number = 0;
        for (PodStatus pod : snapshot.podsBySize()) {
            String accent = Accent.of(number++);
            List<BalancerReport.Row> known = rows.remove(pod.name());
            if (known == null) {
                continue;
            }
            compare(pod, known, accent, items);
        }
        rows.forEach(
                (pod, foreign) ->
                        foreign.forEach(
                                row ->
                                        items.add(
                                                new ServerItem(
                                                        row,
                                                        text("balancer.difference.noPod"),
                                                        ""))));
        return items;
    }

    private static void compare(
            PodStatus pod, List<BalancerReport.Row> rows, String accent, List<ServerItem> items) {
        Map<String, NodeStatus> nodes = new HashMap<>();
        pod.nodes().forEach(node -> nodes.put(node.node().value(), node));
        Set<String> seen = new HashSet<>();
        for (BalancerReport.Row row : rows) {
            seen.add(row.server());
            String difference =
                    row.isBackend()
                            ? backendDifference(pod, row)
                            : difference(pod, row, nodes.get(row.server()));
            items.add(new ServerItem(row, difference, accent));
        }
        for (NodeStatus node : pod.nodes()) {
            boolean belongs =
                    node.state() == NodeState.ONLINE || node.state() == NodeState.DRAINING;
            if (belongs && !seen.contains(node.node().value())) {
                items.add(
                        new ServerItem(
                                missing(pod.name(), node.node()),
                                text("balancer.difference.notInBalancer"),
                                accent));
            }
        }
    }

    private static String backendDifference(PodStatus pod, BalancerReport.Row row) {
        return pod.online() > 0 && !row.status().startsWith("UP")
                ? text("balancer.difference.online", pod.online())
                : "";
    }

    private static String difference(
            PodStatus pod, BalancerReport.Row row, @Nullable NodeStatus node) {
        if (node == null) {
            return text("balancer.difference.noNode");
        }
        boolean in = row.status().startsWith("UP");
        String state =
                switch (node.state()) {
                    case ONLINE -> in ? "" : text("balancer.difference.inRotation");
                    case DRAINING -> in ? text("balancer.difference.drained") : "";
                    case PAUSED, SPARE, FAILED, REGISTERED ->
                            in ? text("balancer.difference.outOfRotation") : "";
                    case STARTING -> "";
                };
        if (!state.isEmpty()) {
            return state;
        }
        boolean sized = row.slots() != 0 && row.slots() != pod.spec().slots();
        return sized ? text("balancer.difference.slots", pod.spec().slots()) : "";
    }

    private static BalancerReport.Row missing(PodName pod, NodeName node) {
        return new BalancerReport.Row(
                pod,
                node.value(),
                text("balancer.missing"),
                "",
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                OptionalDouble.empty(),
                "",
                OptionalDouble.empty(),
                null);
    }
}
