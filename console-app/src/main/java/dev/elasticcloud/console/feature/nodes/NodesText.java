package dev.elasticcloud.console.feature.nodes;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.text.Csv;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import java.util.ArrayList;
import java.util.List;

/// Texts about many nodes: how many are in each state, or a line of CSV each.
final class NodesText {

    private static final double MIB = 1 << 20;

    private static final List<String> COLUMNS =
            List.of(
                    "name",
                    "pod",
                    "state",
                    "cpu_percent",
                    "memory_mb",
                    "jobs",
                    "seconds_in_state",
                    "note");

    private NodesText() {}

    static String summary(CloudSnapshot now) {
        List<String> parts = new ArrayList<>();
        for (NodeState state :
                List.of(
                        NodeState.ONLINE,
                        NodeState.SPARE,
                        NodeState.STARTING,
                        NodeState.DRAINING,
                        NodeState.PAUSED,
                        NodeState.FAILED)) {
            long count = now.pods().values().stream().mapToLong(p -> p.count(state)).sum();
            if (count > 0 || state == NodeState.ONLINE) {
                parts.add(
                        state == NodeState.SPARE
                                ? count("count.spares", count)
                                : text("nodes.inState", Figures.count(count), Names.of(state)));
            }
        }
        return String.join(" · ", parts);
    }

    static String csv(List<NodeItem> nodes) {
        StringBuilder text = new StringBuilder(Csv.line(COLUMNS));
        for (NodeItem item : nodes) {
            text.append(
                    Csv.line(
                            List.of(
                                    item.name().value(),
                                    item.pod().value(),
                                    Figures.word(item.state()),
                                    number(item.cpuShare().orElse(-1) * 100),
                                    number(item.memoryBytes().orElse(-1) / MIB),
                                    Integer.toString(item.status().running()),
                                    Long.toString(item.inState().toSeconds()),
                                    item.note())));
        }
        return text.toString();
    }

    /// Empty when unknown, which is represented by a negative number.
    private static String number(double value) {
        return value < 0 ? "" : Long.toString(Math.round(value));
    }
}
