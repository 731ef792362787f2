package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.view.NodeView;
import dev.elasticcloud.manager.view.NodeView.Stage;
import dev.elasticcloud.manager.view.PodView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which of a pod's candidates are replaced now: at most one outdated node at a time, and nodes that
/// stopped answering. Pure.
///
/// @param keep candidates that stay, best first
/// @param outdated the outdated node that goes now, at most one
/// @param silent nodes that stopped answering and go now
/// @param surge whether one node more than wanted is due first, because an outdated one is to go
record Replacements(
        List<NodeView> keep, List<NodeView> outdated, List<NodeView> silent, boolean surge) {

    /// Those that serve before those that could; among equals the busy, then the old.
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

    /// Rolls a changed image out: one more node first where there is room, then one old node goes.
    private static boolean rollOut(PodView pod, List<NodeView> candidates, List<NodeView> goes) {
        List<NodeView> outdated = candidates.stream().filter(NodeView::outdated).toList();
        if (outdated.isEmpty()) {
            return false;
        }
        int wanted = pod.spec().target().nodes();
        long online = candidates.stream().filter(NodeView::online).count();
        boolean full = wanted >= pod.spec().maxNodes() && online == candidates.size();
        // the last, or each step of its going would make it the other's turn
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

    /// Nodes that stopped answering. When they are most of a pod they are replaced one at a time,
    /// each when the one before it has been replaced: the fault may well not be theirs.
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
