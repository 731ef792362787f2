package dev.elasticcloud.console.feature.overview;

import static dev.elasticcloud.console.text.Texts.count;
import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.control.StatusPill.Tone;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.console.text.Numbers;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.Locale;
import java.util.OptionalDouble;

/// Formats numbers for people; a dash stands for an unknown value.
final class OverviewText {

    private OverviewText() {}

    /// A count in as few letters as a note has room for, such as `18.2 k`.
    static String shortCount(long value) {
        if (value < 10_000) {
            return Figures.count(value);
        }
        String unit = value < 999_500 ? "k" : "M";
        double shown = value / (value < 999_500 ? 1e3 : 1e6);
        return String.format(Locale.ROOT, shown < 99.95 ? "%.1f %s" : "%.0f %s", shown, unit);
    }

    static String nodeHours(double hours) {
        return text("overview.nodeHours", Numbers.decimals(hours < 10 ? 1 : 0, hours));
    }

    static String cpus(NodeLimits limits) {
        return String.format(Locale.ROOT, "%.2f CPU", limits.cpus());
    }

    static String memory(NodeLimits limits) {
        return limits.memoryMib() + " MB";
    }

    /// A weight without trailing zeros.
    static String weight(double weight) {
        return weight == Math.rint(weight)
                ? String.format(Locale.ROOT, "%.0f", weight)
                : String.valueOf(weight);
    }

    static Tone tone(PodPhase phase) {
        return switch (phase) {
            case NOT_INITIALISED, PAUSED -> Tone.MUTED;
            case INITIALISING, SCALING_DOWN -> Tone.ACCENT;
            case STEADY -> Tone.SUCCESS;
            case SCALING_UP -> Tone.WARNING;
            case DEGRADED -> Tone.DANGER;
        };
    }

    static String limits(PodStatus pod) {
        NodeLimits limits = pod.spec().limits();
        return "%s · %s · %s"
                .formatted(cpus(limits), memory(limits), count("count.slots", pod.spec().slots()));
    }

    /// The mean CPU use of the online nodes that have a sample.
    static OptionalDouble meanCpu(PodStatus pod) {
        return pod.nodes().stream()
                .filter(node -> node.state() == NodeState.ONLINE)
                .map(NodeStatus::cpuShare)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }

    static String node(NodeStatus node) {
        StringBuilder text = new StringBuilder();
        text.append(node.node()).append(" · ").append(Names.of(node.state()));
        node.cpuShare()
                .ifPresent(
                        s ->
                                text.append(" · ")
                                        .append(text("overview.node.cpu", Figures.percent(s))));
        node.memoryShare()
                .ifPresent(
                        s ->
                                text.append(" · ")
                                        .append(text("overview.node.memory", Figures.percent(s))));
        if (node.running() > 0) {
            text.append(" · ").append(count("count.jobs", node.running()));
        }
        if (!node.detail().isEmpty()) {
            text.append('\n').append(node.detail());
        }
        return text.toString();
    }
}
