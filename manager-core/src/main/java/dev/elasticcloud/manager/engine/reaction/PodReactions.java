package dev.elasticcloud.manager.engine.reaction;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.record.Decision;
import dev.elasticcloud.manager.model.record.Reaction.Milestone;
import dev.elasticcloud.manager.model.record.Reaction.Way;
import dev.elasticcloud.manager.view.NodeView;
import dev.elasticcloud.manager.view.PodView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Follows the decisions that added nodes to one pod: each node that begins to come belongs to the
/// oldest decision that still lacks one. Bounded; owned by the loop's thread. All times are steady
/// time.
public final class PodReactions {

    /// How many decisions are followed at once.
    private static final int MOST = 8;

    private final Deque<Trace> traces = new ArrayDeque<>();
    private final List<Decision> ended = new ArrayList<>();

    /// The nodes that have been in rotation.
    private final Set<NodeName> served = new HashSet<>();

    /// When a queue was first seen that has not been empty since.
    private @Nullable Instant queuedSince;

    /// Since when the first job in the queue waits.
    private @Nullable Instant firstWaiting;

    /// Takes this round's queue.
    ///
    /// @param waitingSince since when the manager's first waiting job waits; absent when none does
    public void demand(int queued, @Nullable Instant waitingSince, Instant now) {
        if (queued == 0) {
            queuedSince = null;
            firstWaiting = null;
            return;
        }
        Instant seen = queuedSince == null ? now : queuedSince;
        queuedSince = seen;
        firstWaiting = waitingSince == null ? seen : waitingSince;
    }

    /// Begins to follow a decision that adds nodes. Returns it with its first figures.
    public Decision decided(Decision decision, Instant now) {
        Instant since = firstWaiting;
        Trace trace = new Trace(decision, now, since == null ? null : Duration.between(since, now));
        if (traces.size() == MOST) {
            end(traces.removeFirst(), now);
        }
        traces.addLast(trace);
        return trace.decision();
    }

    /// Stops following: nodes are being removed, so no more will come.
    public void shrunk(Instant now) {
        traces.forEach(trace -> end(trace, now));
        traces.clear();
    }

    private void end(Trace trace, Instant now) {
        if (trace.takeDue(now, true)) {
            ended.add(trace.decision());
        }
    }

    /// Takes what actions did to the pod's nodes, in their order.
    void take(StepLog.Entry entry) {
        switch (entry) {
            case StepLog.Began began -> assign(began.node(), began.way());
            case StepLog.Reached reached -> {
                if (reached.milestone() == Milestone.ROUTED) {
                    boolean known = served.contains(reached.node());
                    assign(reached.node(), known ? Way.RETURNED : Way.COLD);
                }
                traces.forEach(t -> t.reached(reached.node(), reached.milestone(), reached.at()));
            }
        }
    }

    private void assign(NodeName node, Way way) {
        if (traces.stream().noneMatch(trace -> trace.has(node))) {
            traces.stream()
                    .filter(Trace::lacksNodes)
                    .findFirst()
                    .ifPresent(trace -> trace.add(node, way));
        }
    }

    /// Records with a decision how long its first node took to serve. Empty when the decision is
    /// not followed any longer.
    public Optional<Decision> served(Instant decidedAt, Duration taken) {
        return traces.stream()
                .filter(trace -> trace.decision().at().equals(decidedAt))
                .findFirst()
                .map(
                        trace -> {
                            trace.served(taken);
                            return trace.decision();
                        });
    }

    /// Takes what this round sees. Returns the decisions to be stored.
    ///
    /// @param answers when each awaited node gave its first answer
    public List<Decision> follow(PodView pod, Map<NodeName, Instant> answers, Instant now) {
        List<Decision> due = new ArrayList<>(ended);
        ended.clear();
        for (Trace trace : traces) {
            answers.forEach((node, at) -> trace.reached(node, Milestone.ANSWERED, at));
            trace.see(pod, now);
            if (trace.takeDue(now, trace.complete(now))) {
                due.add(trace.decision());
            }
        }
        traces.removeIf(trace -> trace.complete(now));
        served.removeIf(name -> pod.node(name).filter(n -> n.container() != null).isEmpty());
        pod.nodes().stream().filter(NodeView::online).map(NodeView::node).forEach(served::add);
        return due;
    }

    /// The nodes whose first answer is awaited.
    public Set<NodeName> awaited() {
        Set<NodeName> nodes = new HashSet<>();
        traces.forEach(trace -> nodes.addAll(trace.unanswered()));
        return nodes;
    }

    /// A decision with the steps recorded so far; as it is when it is not followed.
    public Decision latest(Decision decision) {
        for (Trace trace : traces) {
            if (trace.decision().at().equals(decision.at())) {
                return trace.decision();
            }
        }
        return decision;
    }
}
