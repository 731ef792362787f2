package dev.elasticcloud.manager.view;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.view.NodeView.Role;
import dev.elasticcloud.manager.view.NodeView.Stage;
import java.util.List;
import java.util.Optional;

/// One pod with all its nodes in this round.
///
/// @param nodes by name, including those without a container
/// @param imageExists whether the pod has any image, including an outdated one
/// @param imageReady whether the image that the spec asks for exists
/// @param hasNetwork whether the pod's network exists, with the balancer joined to it
/// @param hasBackend whether the running balancer has a backend for the pod
public record PodView(
        PodSpec spec,
        List<NodeView> nodes,
        boolean imageExists,
        boolean imageReady,
        boolean hasNetwork,
        boolean hasBackend) {

    public PodView {
        nodes = List.copyOf(nodes);
    }

    public PodName name() {
        return spec.name();
    }

    public Optional<NodeView> node(NodeName name) {
        return nodes.stream().filter(n -> n.node().equals(name)).findFirst();
    }

    public List<NodeView> with(Role role) {
        return nodes.stream().filter(n -> n.role() == role).toList();
    }

    public int count(Role role) {
        return (int) nodes.stream().filter(n -> n.role() == role).count();
    }

    /// How many nodes get jobs and answer.
    public int online() {
        return (int) nodes.stream().filter(NodeView::online).count();
    }

    /// How many containers exist, plus starts under way whose container is not seen yet.
    public int containers() {
        return (int)
                nodes.stream()
                        .filter(n -> n.container() != null || n.role() == Role.MAKING)
                        .count();
    }

    /// Whether every node is as wanted. A plan may be empty before that, while it waits for jobs to
    /// finish.
    ///
    /// @param withoutSpares whether spares may be missing, because no host has room for them
    public boolean settled(boolean withoutSpares) {
        Target target = spec.target();
        if (!target.initialised()) {
            return nodes.stream().allMatch(n -> n.container() == null);
        }
        int serving = 0;
        int spares = 0;
        for (NodeView node : nodes) {
            if (node.container() == null) {
                continue;
            }
            boolean held = node.role() == Role.HELD;
            boolean still = node.container().frozen() || held && node.stage() == Stage.CREATED;
            if (node.outdated() && !held || !node.online() && !still) {
                return false;
            }
            serving += node.online() ? 1 : 0;
            spares += held || node.online() ? 0 : 1;
        }
        return hasBackend
                && serving == (target.allPaused() ? 0 : target.nodes())
                && sparesAsWanted(spares, withoutSpares);
    }

    private boolean sparesAsWanted(int spares, boolean mayLack) {
        int wanted = spec.target().allPaused() ? 0 : spec.spares();
        return spares == wanted || mayLack && spares < wanted;
    }
}
