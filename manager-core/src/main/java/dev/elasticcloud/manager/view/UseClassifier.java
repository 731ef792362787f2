package dev.elasticcloud.manager.view;

import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.status.NodeUse;
import org.jspecify.annotations.Nullable;

/// Classifies what limits the speed of a node's jobs: its own limit, a busy host, or something
/// other than a processor. Pure.
public final class UseClassifier {

    /// Share of its limit from which a node counts as at its limit.
    private static final double AT_LIMIT = 0.9;

    /// Or share of throttled periods: bursts hit the limit although the mean does not show it.
    private static final double OFTEN_THROTTLED = 0.25;

    /// A node that uses less than this share of what it could get does not need more processor
    /// time.
    private static final double NEXT_TO_NOTHING = 0.25;

    private UseClassifier() {}

    /// @param usage the node's latest reading, if it is recent
    /// @param host the machine it runs on, if known
    /// @param busyNodes nodes with jobs on that machine, this one included
    public static NodeUse of(
            NodeView node, @Nullable NodeUsage usage, @Nullable HostView host, int busyNodes) {
        if (node.running() == 0) {
            return usage == null ? NodeUse.UNKNOWN : NodeUse.IDLE;
        }
        if (usage == null) {
            return NodeUse.UNKNOWN;
        }
        if (usage.cpuShare() >= AT_LIMIT || usage.throttled() >= OFTEN_THROTTLED) {
            return NodeUse.THROTTLED;
        }
        double limit = node.requireContainer().limits().cpus();
        boolean saturated = host != null && host.saturated();
        double fair =
                host != null && saturated ? host.reading().cores() / Math.max(1, busyNodes) : limit;
        if (usage.cpuShare() * limit < NEXT_TO_NOTHING * Math.min(limit, fair)) {
            return NodeUse.WAITING;
        }
        return saturated ? NodeUse.STARVED : NodeUse.WORKING;
    }
}
