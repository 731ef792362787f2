package dev.elasticcloud.console.feature.nodes;

import static dev.elasticcloud.console.text.Texts.text;

import dev.elasticcloud.console.control.Figures;
import dev.elasticcloud.console.text.Names;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.NodeUse;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// A node as the table shows it.
///
/// @param slots how many jobs it runs at once
/// @param accent the style class of its pod's colour
/// @param at the time of its snapshot
/// @param checked whether the user has selected it for a bulk action
/// @param progress the progress of a bulk action on it; empty while there is none
record NodeItem(
        PodName pod,
        NodeStatus status,
        NodeLimits limits,
        int slots,
        String accent,
        Instant at,
        boolean checked,
        String progress) {

    NodeName name() {
        return status.node();
    }

    NodeState state() {
        return status.state();
    }

    String stateWord() {
        return Names.of(status.state());
    }

    OptionalDouble cpuShare() {
        return state() == NodeState.ONLINE ? status.cpuShare() : OptionalDouble.empty();
    }

    OptionalLong memoryBytes() {
        OptionalDouble share = status.memoryShare();
        return share.isPresent()
                ? OptionalLong.of(Math.round(share.getAsDouble() * limits.memoryBytes()))
                : OptionalLong.empty();
    }

    String jobs() {
        return switch (state()) {
            case ONLINE, DRAINING -> text("count.of", status.running(), slots);
            case REGISTERED, STARTING, PAUSED, SPARE, FAILED -> Figures.UNKNOWN;
        };
    }

    Duration inState() {
        return Duration.between(status.since(), at);
    }

    /// What limits its jobs, or why it is in its state.
    String note() {
        if (!progress.isEmpty()) {
            return progress;
        }
        if (!status.detail().isEmpty()) {
            return status.detail();
        }
        return status.use() == NodeUse.UNKNOWN ? "" : Names.of(status.use());
    }

    NodeItem withChecked(boolean changed) {
        return new NodeItem(pod, status, limits, slots, accent, at, changed, progress);
    }
}
