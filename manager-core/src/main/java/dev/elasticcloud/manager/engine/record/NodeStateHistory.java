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
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Remembers the state of each node and since when, and records each change as an event. Owned by
/// the loop's thread.
public final class NodeStateHistory {

    private final EventRecorder events;
    private final Map<NodeName, NodeState> states = new HashMap<>();
    private final Map<NodeName, Instant> since = new HashMap<>();

    public NodeStateHistory(EventRecorder events) {
        this.events = events;
    }

    /// The state each node was last seen in.
    public Map<NodeName, NodeState> states() {
        return states;
    }

    /// Since when each node has been in its state, if it changed while this manager ran.
    public Map<NodeName, Instant> since() {
        return since;
    }

    public void follow(Collection<PodStatus> pods, Instant now) {
        Set<NodeName> present = new TreeSet<>();
        for (PodStatus pod : pods) {
            for (NodeStatus node : pod.nodes()) {
                present.add(node.node());
                NodeState before = states.put(node.node(), node.state());
                if (before != node.state()) {
                    since.put(node.node(), now);
                    record(pod.name(), before, node);
                }
            }
        }
        states.keySet().retainAll(present);
        since.keySet().retainAll(present);
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
