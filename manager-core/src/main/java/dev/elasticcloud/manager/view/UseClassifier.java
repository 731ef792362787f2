package dev.elasticcloud.manager.view;

import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.status.NodeUse;
import org.jspecify.annotations.Nullable;

/// Says what keeps a node's jobs from running faster: its own limit, a busy host, or something that
/// is no processor at all. Pure.
public final class UseClassifier {

    /// From this share of its limit on, a node is at its limit.
    private static final double AT_LIMIT = 0.9;

    /// From this share of throttled periods on as well: bursts hit the limit that means hide.
    private static final double OFTEN_THROTTLED = 0.25;

    /// A node that uses less than this part of what it could get is not after processor time.
    private static final double NEXT_TO_NOTHING = 0.25;

    private UseClassifier() {}

    /// @param usage the node's latest reading, if it is recent
    /// @param host the machine it runs on, if anything is known of it
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
