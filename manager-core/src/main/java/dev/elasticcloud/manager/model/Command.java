package dev.elasticcloud.manager.model;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A change of the spec that an owner asks for.
public sealed interface Command {

    /// Brings pods into being, each with this many nodes to begin with.
    record Initialise(Map<PodName, Integer> nodes) implements Command {
        public Initialise {
            nodes = Collections.unmodifiableMap(new TreeMap<>(nodes));
        }
    }

    /// Makes a pod known, or changes what its folder declares; the owner's settings stay.
    record DefinePod(PodSpec pod) implements Command {}

    /// Drains and removes all nodes of a pod, its network and its backend.
    record ShutDownPod(PodName pod) implements Command {}

    /// Declares a node; a name is made when none is given.
    record RegisterNode(PodName pod, @Nullable NodeName node) implements Command {}

    /// Starts one more node, a registered one first.
    record LaunchNode(PodName pod, @Nullable NodeName node) implements Command {}

    record PauseNode(PodName pod, NodeName node) implements Command {}

    record ResumeNode(PodName pod, NodeName node) implements Command {}

    record RemoveNode(PodName pod, NodeName node) implements Command {}

    record PausePod(PodName pod) implements Command {}

    record ResumePod(PodName pod) implements Command {}

    record SetLimits(PodName pod, NodeLimits limits) implements Command {}

    record SetSlots(PodName pod, int slots) implements Command {}

    record SetMaxNodes(PodName pod, int maxNodes) implements Command {}

    record SetSpares(PodName pod, int spares) implements Command {}

    record SetBalance(PodName pod, Balance balance) implements Command {}

    /// How long a node that is to go may finish its jobs.
    record SetDrainDeadline(PodName pod, Duration deadline) implements Command {}

    record SetThresholds(PodName pod, double lower, double upper) implements Command {}

    record SetCooldown(PodName pod, Duration cooldown) implements Command {}

    record EnableElasticity(PodName pod, int min, int max) implements Command {}

    /// Sets the bounds and leaves elasticity switched as it is.
    record SetBounds(PodName pod, int min, int max) implements Command {}

    record DisableElasticity(PodName pod) implements Command {}

    /// Makes a pod's whole spec what it was, which undoes every change since.
    record RestorePod(PodSpec previous) implements Command {}
}
