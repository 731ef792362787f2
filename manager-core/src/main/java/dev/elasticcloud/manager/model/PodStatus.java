package dev.elasticcloud.manager.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One pod as people see it: what is wanted, what is, and why.
///
/// @param generation the newest command whose effect on this pod is complete
/// @param decision the latest decision of the autoscaler; none before its first evaluation
/// @param reaction from the cause of the last scale-up to its first added node serving
/// @param cost node-hours used so far
public record PodStatus(
        PodSpec spec,
        long generation,
        PodPhase phase,
        List<SetupStep> setup,
        List<NodeStatus> nodes,
        PodLoad load,
        JobCounts jobs,
        @Nullable Decision decision,
        @Nullable Duration reaction,
        Cost cost) {

    public PodStatus {
        setup = List.copyOf(setup);
        nodes = List.copyOf(nodes);
    }

    /// Node-hours used, and what always running the most nodes would have used.
    public record Cost(double nodeHours, double nodeHoursAtMost) {
        public static final Cost NONE = new Cost(0, 0);
    }

    public PodStatus withSpec(PodSpec changed) {
        return changed.equals(spec)
                ? this
                : new PodStatus(
                        changed,
                        generation,
                        phase,
                        setup,
                        nodes,
                        load,
                        jobs,
                        decision,
                        reaction,
                        cost);
    }

    public PodName name() {
        return spec.name();
    }

    public int count(NodeState state) {
        return (int) nodes.stream().filter(n -> n.state() == state).count();
    }

    public int online() {
        return count(NodeState.ONLINE);
    }
}
