package dev.elasticcloud.manager.model.status;

import dev.elasticcloud.manager.model.AddedLater;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.observed.PodLoad;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The status of one pod for display: its wanted and actual state, and why.
///
/// @param generation the newest command whose effect on this pod is complete
/// @param decision the latest decision of the autoscaler; absent before its first evaluation
/// @param reaction the time from the cause of the last scale-up until its first added node served
/// @param cost node-hours used so far
/// @param pending nodes that are wanted but do not fit
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
        Cost cost,
        @AddedLater Pending pending) {

    /// The provisioning time assumed before the first measurement.
    public static final Duration FIRST_PROVISIONING = Duration.ofSeconds(2);

    public PodStatus {
        setup = List.copyOf(setup);
        nodes = List.copyOf(nodes);
        pending = Objects.requireNonNullElse(pending, Pending.NONE);
    }

    /// A pod without pending nodes.
    public PodStatus(
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
        this(
                spec,
                generation,
                phase,
                setup,
                nodes,
                load,
                jobs,
                decision,
                reaction,
                cost,
                Pending.NONE);
    }

    /// Node-hours used, and what always running the maximum of nodes would have used.
    public record Cost(double nodeHours, double nodeHoursAtMost) {
        public static final Cost NONE = new Cost(0, 0);
    }

    /// A wanted pod that no round has processed yet.
    static PodStatus unseen(PodSpec spec) {
        return new PodStatus(
                spec,
                0,
                spec.target().initialised() ? PodPhase.INITIALISING : PodPhase.NOT_INITIALISED,
                List.of(),
                List.of(),
                PodLoad.NONE,
                JobCounts.NONE,
                null,
                null,
                Cost.NONE,
                Pending.NONE);
    }

    /// The same pod with its current spec. A node declared since appears at once; one no longer
    /// declared disappears.
    public PodStatus withSpec(PodSpec changed, Instant at) {
        return changed.equals(spec)
                ? this
                : new PodStatus(
                        changed,
                        generation,
                        phase,
                        setup,
                        withDeclared(changed.target().registered(), at),
                        load,
                        jobs,
                        decision,
                        reaction,
                        cost,
                        pending);
    }

    private List<NodeStatus> withDeclared(Set<NodeName> declared, Instant at) {
        SortedMap<NodeName, NodeStatus> known = new TreeMap<>();
        for (NodeStatus node : nodes) {
            if (node.state() != NodeState.REGISTERED || declared.contains(node.node())) {
                known.put(node.node(), node);
            }
        }
        declared.forEach(node -> known.putIfAbsent(node, NodeStatus.declared(node, at)));
        return List.copyOf(known.values());
    }

    /// How long a node takes from being wanted to serving: measured, or estimated before the first
    /// measurement.
    public Duration provisioning() {
        Duration measured = reaction;
        return measured == null ? FIRST_PROVISIONING : measured;
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
