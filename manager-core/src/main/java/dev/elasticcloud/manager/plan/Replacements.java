package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.view.NodeView;
import dev.elasticcloud.manager.view.NodeView.Stage;
import dev.elasticcloud.manager.view.PodView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Decides which of a pod's nodes are replaced now: at most one outdated node at a time, and nodes
/// that stopped answering. Pure.
///
/// @param keep nodes that stay, best first
/// @param outdated the outdated node to remove now, at most one
/// @param silent nodes that stopped answering, to remove now
/// @param surge whether one node more than wanted must be started first, because an outdated one
///     will be removed
record Replacements(
        List<NodeView> keep, List<NodeView> outdated, List<NodeView> silent, boolean surge) {

    /// Serving nodes before others; among equals busy ones first, then old ones.
    private static final Comparator<NodeView> BEST_FIRST =
            Comparator.comparing(NodeView::stage)
                    .thenComparing(NodeView::running, Comparator.reverseOrder())
                    .thenComparing(n -> n.requireContainer().startedAt())
                    .thenComparing(NodeView::node);

    static Replacements of(PodView pod, int coming) {
        List<NodeView> keep = new ArrayList<>(pod.with(NodeView.Role.CANDIDATE));
        keep.sort(BEST_FIRST);
        List<NodeView> outdated = new ArrayList<>();
        boolean surge = rollOut(pod, keep, outdated);
        keep.removeAll(outdated);
        List<NodeView> silent = silent(keep, coming);
        keep.removeAll(silent);
        return new Replacements(keep, outdated, silent, surge);
    }

    /// Rolls out a changed image: starts one more node first if there is room, then removes one
    /// old node.
    private static boolean rollOut(PodView pod, List<NodeView> candidates, List<NodeView> goes) {
        List<NodeView> outdated = candidates.stream().filter(NodeView::outdated).toList();
        if (outdated.isEmpty()) {
            return false;
        }
        int wanted = pod.spec().target().nodes();
        long online = candidates.stream().filter(NodeView::online).count();
        boolean full = wanted >= pod.spec().maxNodes() && online == candidates.size();
        // the last, so that each step of its removal does not change the choice
        NodeView victim =
                outdated.reversed().stream().filter(n -> !n.online()).findFirst().orElse(null);
        if (victim == null && (online > wanted || full)) {
            victim = outdated.stream().min(Comparator.comparing(NodeView::running)).orElseThrow();
        }
        if (victim != null) {
            goes.add(victim);
        }
        return victim == null && !full;
    }

    /// Nodes that stopped answering. If they are most of a pod, they are replaced one at a time:
    /// the fault may lie elsewhere.
    private static List<NodeView> silent(List<NodeView> candidates, int coming) {
        List<NodeView> silent = candidates.stream().filter(n -> n.stage() == Stage.DOWN).toList();
        long fresh = candidates.stream().filter(NodeView::fresh).count();
        if (silent.size() * 2 > candidates.size() - fresh) {
            boolean replacing = coming > 0 || fresh > 0;
            return replacing || silent.isEmpty() ? List.of() : List.of(silent.getLast());
        }
        return silent;
    }
}
