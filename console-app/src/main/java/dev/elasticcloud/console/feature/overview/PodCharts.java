package dev.elasticcloud.console.feature.overview;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.NodeStrip;
import dev.elasticcloud.console.control.chart.NodesChart;
import dev.elasticcloud.console.control.chart.Series;
import dev.elasticcloud.console.control.chart.TrafficChart;
import dev.elasticcloud.console.control.chart.UsageChart;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.PodHistory.Point;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/// The data of a card's charts, from a pod's history and status.
final class PodCharts {

    /// The share of its CPU limit from which a node counts as busy.
    private static final double BUSY = 0.8;

    private PodCharts() {}

    /// @param ceiling the most nodes that the hosts have room for; see [HostFigures#ceiling]
    static NodesChart.Data nodes(HistoryWindow past, OptionalInt ceiling, PodSpec pod) {
        return new NodesChart.Data(
                past.from().toEpochMilli(),
                past.to().toEpochMilli(),
                series(past, Point::online),
                series(past, Point::demand),
                past.history().scalings().stream().map(PodCharts::marker).toList(),
                ceiling,
                pod.maxNodes());
    }

    private static NodesChart.Marker marker(Decision decision) {
        return new NodesChart.Marker(
                decision.at().toEpochMilli(), decision.verdict() == Decision.Verdict.SCALE_UP);
    }

    static UsageChart.Data usage(HistoryWindow past, ChartSpan thresholds) {
        List<Series> nodes = past.history().nodes().values().stream().map(PodCharts::cpu).toList();
        return new UsageChart.Data(
                past.from().toEpochMilli(),
                past.to().toEpochMilli(),
                nodes,
                series(past, point -> point.cpuShare().orElse(Double.NaN)),
                thresholds.low() / 100.0,
                thresholds.high() / 100.0);
    }

    private static Series cpu(List<NodeUsage> usage) {
        return Series.of(usage, sample -> sample.at().toEpochMilli(), NodeUsage::cpuShare);
    }

    static TrafficChart.Data traffic(HistoryWindow past) {
        return new TrafficChart.Data(
                past.from().toEpochMilli(),
                past.to().toEpochMilli(),
                series(past, Point::arrivalRate),
                series(past, Point::queued));
    }

    private static Series series(HistoryWindow past, ToDoubleFunction<Point> value) {
        return Series.of(past.history().points(), point -> point.at().toEpochMilli(), value);
    }

    /// The pod's nodes, spares last, followed by unused squares up to its max nodes.
    static List<NodeStrip.Cell> cells(PodStatus pod) {
        List<NodeStrip.Cell> cells = cellsInUse(pod);
        while (cells.size() < pod.spec().maxNodes()) {
            cells.add(new NodeStrip.Cell(NodeStrip.Kind.UNUSED, ""));
        }
        return cells;
    }

    /// The nodes that exist or wait for room.
    static List<NodeStrip.Cell> cellsInUse(PodStatus pod) {
        List<NodeStrip.Cell> cells = new ArrayList<>();
        pod.nodes().stream()
                .sorted(
                        Comparator.comparing((NodeStatus n) -> n.state() == NodeState.SPARE)
                                .thenComparing(NodeStatus::node))
                .forEach(
                        node -> cells.add(new NodeStrip.Cell(kind(node), OverviewText.node(node))));
        for (int i = 0; i < pod.pending().nodes(); i++) {
            cells.add(
                    new NodeStrip.Cell(
                            NodeStrip.Kind.PENDING,
                            text("overview.pod.pending", pod.pending().reason())));
        }
        return cells;
    }

    private static NodeStrip.Kind kind(NodeStatus node) {
        return switch (node.state()) {
            case REGISTERED -> NodeStrip.Kind.REGISTERED;
            case STARTING -> NodeStrip.Kind.STARTING;
            case ONLINE ->
                    node.cpuShare().orElse(0) >= BUSY ? NodeStrip.Kind.BUSY : NodeStrip.Kind.ONLINE;
            case DRAINING -> NodeStrip.Kind.DRAINING;
            case PAUSED -> NodeStrip.Kind.PAUSED;
            case SPARE -> NodeStrip.Kind.SPARE;
            case FAILED -> NodeStrip.Kind.FAILED;
        };
    }
}
