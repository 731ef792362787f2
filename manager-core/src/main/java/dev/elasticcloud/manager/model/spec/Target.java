package dev.elasticcloud.manager.model.spec;

import dev.elasticcloud.manager.model.NodeName;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/// Which nodes a pod should have; the autoscaler writes `nodes` and nothing else.
///
/// @param initialised whether the owner has asked for this pod to exist at all
/// @param nodes how many nodes should serve
/// @param registered names to use first when nodes are added
/// @param paused nodes kept frozen by the owner, not counted in `nodes`
/// @param removing nodes to drain and remove
/// @param allPaused whether the whole pod is paused
public record Target(
        boolean initialised,
        int nodes,
        Set<NodeName> registered,
        Set<NodeName> paused,
        Set<NodeName> removing,
        boolean allPaused) {

    public static final Target NONE = new Target(false, 0, Set.of(), Set.of(), Set.of(), false);

    public Target {
        registered = sorted(registered);
        paused = sorted(paused);
        removing = sorted(removing);
    }

    public Target withInitialised(boolean changed) {
        return new Target(changed, nodes, registered, paused, removing, allPaused);
    }

    public Target withNodes(int changed) {
        return new Target(initialised, changed, registered, paused, removing, allPaused);
    }

    public Target withRegistered(Set<NodeName> changed) {
        return new Target(initialised, nodes, changed, paused, removing, allPaused);
    }

    public Target withPaused(Set<NodeName> changed) {
        return new Target(initialised, nodes, registered, changed, removing, allPaused);
    }

    public Target withRemoving(Set<NodeName> changed) {
        return new Target(initialised, nodes, registered, paused, changed, allPaused);
    }

    public Target withAllPaused(boolean changed) {
        return new Target(initialised, nodes, registered, paused, removing, changed);
    }

    private static Set<NodeName> sorted(Set<NodeName> names) {
        return Collections.unmodifiableSet(new TreeSet<>(names));
    }
}
