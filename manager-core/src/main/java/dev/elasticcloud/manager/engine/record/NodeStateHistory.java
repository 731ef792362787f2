package dev.elasticcloud.manager.engine.record;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Remembers the state of each node and since when, and records each change as an event. Owned by
/// the loop's thread.
public final class NodeStateHistory {

    private final EventRecorder events;
    private Map<NodeName, NodeState> states = Map.of();
    private final Map<NodeName, Instant> since = new HashMap<>();

    public NodeStateHistory(EventRecorder events) {
        this.events = events;
    }

    /// The state each node was last seen in. Does not change; another round may have another.
    public Map<NodeName, NodeState> states() {
        return states;
    }

    /// Since when each node has been in its state, if it changed while this manager ran.
    public Map<NodeName, Instant> since() {
        return since;
    }

    public void follow(Collection<PodStatus> pods, Instant now) {
        Map<NodeName, NodeState> seen = new HashMap<>();
        for (PodStatus pod : pods) {
            for (NodeStatus node : pod.nodes()) {
                seen.put(node.node(), node.state());
                NodeState before = states.get(node.node());
                if (before != node.state()) {
                    since.put(node.node(), now);
                    record(pod.name(), before, node);
                }
            }
        }
        if (!seen.equals(states)) {
            states = Map.copyOf(seen);
            since.keySet().retainAll(seen.keySet());
        }
    }

    private void record(PodName pod, @Nullable NodeState before, NodeStatus node) {
        String was = before == null ? "" : " (was %s)".formatted(word(before));
        String why = node.detail().isEmpty() ? "" : ": " + node.detail();
        events.note(
                node.state() == NodeState.FAILED
                        ? CloudEvent.Severity.WARNING
                        : CloudEvent.Severity.INFO,
                CloudEvent.Kind.NODE,
                pod,
                node.node(),
                "Node %s is %s%s%s".formatted(node.node(), word(node.state()), was, why));
    }

    private static String word(NodeState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
