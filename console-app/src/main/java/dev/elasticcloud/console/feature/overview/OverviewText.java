package dev.elasticcloud.console.feature.overview;

import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/// Formats numbers for people; a dash stands for an unknown value.
final class OverviewText {

    static final String UNKNOWN = "–";

    private OverviewText() {}

    /// A count with a space between thousands.
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', '\u00a0');
    }

    static String counted(long value, String one, String many) {
        return count(value) + " " + (value == 1 ? one : many);
    }

    static String percent(OptionalDouble share) {
        return share.isPresent() ? Math.round(share.getAsDouble() * 100) + " %" : UNKNOWN;
    }

    static String millis(double millis) {
        if (millis < 999.5) {
            return Math.round(millis) + " ms";
        }
        if (millis < 99_500) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000);
        }
        return Math.round(millis / 60_000) + " min";
    }

    static String ago(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 5) {
            return "just now";
        }
        if (seconds < 90) {
            return seconds + " s ago";
        }
        return seconds < 5400 ? seconds / 60 + " min ago" : seconds / 3600 + " h ago";
    }

    static String nodeHours(double hours) {
        return String.format(Locale.ROOT, hours < 100 ? "%.1f node-h" : "%.0f node-h", hours);
    }

    static String cpus(NodeLimits limits) {
        return String.format(Locale.ROOT, "%.2f CPU", limits.cpus());
    }

    static String memory(NodeLimits limits) {
        return limits.memoryMib() + " MB";
    }

    static String limits(PodStatus pod) {
        NodeLimits limits = pod.spec().limits();
        return "%s · %s · %s"
                .formatted(
                        cpus(limits), memory(limits), counted(pod.spec().slots(), "slot", "slots"));
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
        text.append(node.node()).append(" · ").append(state(node.state()));
        node.cpuShare().ifPresent(s -> text.append(" · CPU ").append(Math.round(s * 100) + " %"));
        node.memoryShare()
                .ifPresent(s -> text.append(" · memory ").append(Math.round(s * 100) + " %"));
        if (node.running() > 0) {
            text.append(" · ").append(counted(node.running(), "job", "jobs"));
        }
        if (!node.detail().isEmpty()) {
            text.append('\n').append(node.detail());
        }
        return text.toString();
    }

    private static String state(NodeState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
