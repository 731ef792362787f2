package dev.elasticcloud.manager.model.spec;

import dev.elasticcloud.manager.model.Durations;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A change of the spec that an owner asks for.
public sealed interface Command {

    /// What it changes, in words.
    String describe();

    /// The one pod it changes; absent when it may be several.
    @Nullable PodName subject();

    /// A command that changes one pod.
    sealed interface OnPod extends Command {

        PodName pod();

        @Override
        default PodName subject() {
            return pod();
        }
    }

    /// Initialises pods, each with its initial number of nodes.
    record Initialise(Map<PodName, Integer> nodes) implements Command {
        public Initialise {
            nodes = Collections.unmodifiableMap(new TreeMap<>(nodes));
        }

        @Override
        public String describe() {
            return "initialise "
                    + nodes.entrySet().stream()
                            .map(e -> e.getKey() + " with " + e.getValue())
                            .collect(Collectors.joining(", "));
        }

        @Override
        public @Nullable PodName subject() {
            return nodes.size() == 1 ? nodes.keySet().iterator().next() : null;
        }
    }

    /// Adds a pod, or updates what its folder declares; the owner's settings stay.
    record DefinePod(PodSpec pod) implements Command {

        @Override
        public PodName subject() {
            return pod.name();
        }

        @Override
        public String describe() {
            return "define pod " + pod.name();
        }
    }

    /// Drains and removes all nodes of a pod, its network and its backend.
    record ShutDownPod(PodName pod) implements OnPod {

        @Override
        public String describe() {
            return "shut down pod " + pod;
        }
    }

    /// Forgets a pod that is not initialised.
    record ForgetPod(PodName pod) implements OnPod {

        @Override
        public String describe() {
            return "forget pod " + pod;
        }
    }

    /// Declares a node; a name is generated when none is given.
    record RegisterNode(PodName pod, @Nullable NodeName node) implements OnPod {

        @Override
        public String describe() {
            return "register " + (node == null ? "a node" : "node " + node) + " in pod " + pod;
        }
    }

    /// Starts one more node, a registered one first.
    record LaunchNode(PodName pod, @Nullable NodeName node) implements OnPod {

        @Override
        public String describe() {
            return "launch " + (node == null ? "a node" : "node " + node) + " in pod " + pod;
        }
    }

    record PauseNode(PodName pod, NodeName node) implements OnPod {

        @Override
        public String describe() {
            return "pause node " + node;
        }
    }

    record ResumeNode(PodName pod, NodeName node) implements OnPod {

        @Override
        public String describe() {
            return "resume node " + node;
        }
    }

    record RemoveNode(PodName pod, NodeName node) implements OnPod {

        @Override
        public String describe() {
            return "remove node " + node;
        }
    }

    record PausePod(PodName pod) implements OnPod {

        @Override
        public String describe() {
            return "pause pod " + pod;
        }
    }

    record ResumePod(PodName pod) implements OnPod {

        @Override
        public String describe() {
            return "resume pod " + pod;
        }
    }

    record SetLimits(PodName pod, NodeLimits limits) implements OnPod {

        @Override
        public String describe() {
            return "limit each node of %s to %.2f CPU, %d MB and %d processes"
                    .formatted(pod, limits.cpus(), limits.memoryMib(), limits.pids());
        }
    }

    record SetSlots(PodName pod, int slots) implements OnPod {

        @Override
        public String describe() {
            return "let each node of %s run %d jobs at once".formatted(pod, slots);
        }
    }

    record SetMaxNodes(PodName pod, int maxNodes) implements OnPod {

        @Override
        public String describe() {
            return "allow pod %s at most %d nodes".formatted(pod, maxNodes);
        }
    }

    record SetSpares(PodName pod, int spares) implements OnPod {

        @Override
        public String describe() {
            return "keep %d warm spares in pod %s".formatted(spares, pod);
        }
    }

    /// @param weight from 0.01 to 100
    record SetWeight(PodName pod, double weight) implements OnPod {

        public SetWeight {
            PodRanges.requireWeight(pod, weight);
        }

        @Override
        public String describe() {
            return "set the weight of %s to %s".formatted(pod, weight);
        }
    }

    /// Changes how much of each host may be promised to nodes.
    record SetHostPolicy(HostPolicy policy) implements Command {

        @Override
        public @Nullable PodName subject() {
            return null;
        }

        @Override
        public String describe() {
            return policy.unbounded()
                    ? "start nodes without regard to the hosts' capacity"
                    : "promise each host's processors %s times, and all its memory but %d MB"
                            .formatted(policy.overcommit(), policy.reserveBytes() / NodeLimits.MIB);
        }
    }

    record SetBalance(PodName pod, Balance balance) implements OnPod {

        @Override
        public String describe() {
            return "balance pod " + pod + " " + balance.title();
        }
    }

    /// Sets how long a leaving node may take to finish its jobs.
    record SetDrainDeadline(PodName pod, Duration deadline) implements OnPod {

        @Override
        public String describe() {
            return "give leaving nodes of %s %d s to finish".formatted(pod, deadline.toSeconds());
        }
    }

    /// Sets how long a pod's nodes may take to start.
    record SetStartup(PodName pod, Startup startup) implements OnPod {

        @Override
        public String describe() {
            return "give starting nodes of %s %s to answer, and believe their usage after %s"
                    .formatted(
                            pod,
                            Durations.format(startup.deadline()),
                            Durations.format(startup.initialisation()));
        }
    }

    record SetThresholds(PodName pod, double lower, double upper) implements OnPod {

        @Override
        public String describe() {
            return "keep usage of %s between %.0f and %.0f %%"
                    .formatted(pod, lower * 100, upper * 100);
        }
    }

    record SetCooldown(PodName pod, Duration cooldown) implements OnPod {

        @Override
        public String describe() {
            return "wait %d s before taking nodes from %s".formatted(cooldown.toSeconds(), pod);
        }
    }

    /// Sets the rules that determine the node count, and how fast it may follow them.
    record SetScaling(PodName pod, Scaling scaling) implements OnPod {

        @Override
        public String describe() {
            return "scale pod %s by %s"
                    .formatted(
                            pod,
                            scaling.rules().stream()
                                    .map(ScalingRule::name)
                                    .collect(Collectors.joining(", ")));
        }
    }

    record EnableElasticity(PodName pod, int min, int max) implements OnPod {

        @Override
        public String describe() {
            return "let pod %s scale from %d to %d nodes".formatted(pod, min, max);
        }
    }

    /// Sets the bounds and leaves elasticity switched on or off as it is.
    record SetBounds(PodName pod, int min, int max) implements OnPod {

        @Override
        public String describe() {
            return "bound pod %s to %d to %d nodes".formatted(pod, min, max);
        }
    }

    record DisableElasticity(PodName pod) implements OnPod {

        @Override
        public String describe() {
            return "keep pod " + pod + " as large as it is";
        }
    }

    /// Restores a pod's earlier spec, which undoes every change since.
    record RestorePod(PodSpec previous) implements Command {

        @Override
        public PodName subject() {
            return previous.name();
        }

        @Override
        public String describe() {
            return "restore pod " + previous.name() + " as it was";
        }
    }
}
