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

/// One pod as people see it: what is wanted, what is, and why.
///
/// @param generation the newest command whose effect on this pod is complete
/// @param decision the latest decision of the autoscaler; none before its first evaluation
/// @param reaction from the cause of the last scale-up to its first added node serving
/// @param cost node-hours used so far
/// @param pending nodes that are wanted and do not fit
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

    /// What provisioning is taken to last before it was measured.
    public static final Duration FIRST_PROVISIONING = Duration.ofSeconds(2);

    public PodStatus {
        setup = List.copyOf(setup);
        nodes = List.copyOf(nodes);
        pending = Objects.requireNonNullElse(pending, Pending.NONE);
    }

    /// A pod of which every wanted node has its place.
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

    /// Node-hours used, and what always running the most nodes would have used.
    public record Cost(double nodeHours, double nodeHoursAtMost) {
        public static final Cost NONE = new Cost(0, 0);
    }

    /// A pod that is wanted and that no round has looked at yet.
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

    /// The same pod with what is wanted of it now. A node that was declared since is among its nodes
    /// at once; one that is declared no longer is not.
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

    /// How long a node takes from being wanted to serving: as measured, or a guess before that.
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
