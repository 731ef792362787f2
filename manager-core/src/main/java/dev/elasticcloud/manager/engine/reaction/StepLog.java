package dev.elasticcloud.manager.engine.reaction;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.record.Reaction.Milestone;
import dev.elasticcloud.manager.model.record.Reaction.Way;
import dev.elasticcloud.manager.spi.ManagerClock;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// What actions did to nodes on their way into service, with exact times. Actions write from any
/// thread; the loop empties it once per round.
public final class StepLog {

    /// Something that happened to a node.
    sealed interface Entry {
        PodName pod();

        NodeName node();
    }

    /// An action began to bring a node into service.
    record Began(PodName pod, NodeName node, Way way) implements Entry {}

    /// A node reached a milestone.
    ///
    /// @param at steady time
    record Reached(PodName pod, NodeName node, Milestone milestone, Instant at) implements Entry {}

    private final ManagerClock clock;
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

    public StepLog(ManagerClock clock) {
        this.clock = clock;
    }

    public void began(PodName pod, NodeName node, Way way) {
        entries.add(new Began(pod, node, way));
        reached(pod, node, Milestone.BEGUN);
    }

    public void reached(PodName pod, NodeName node, Milestone milestone) {
        entries.add(new Reached(pod, node, milestone, clock.steady()));
    }

    /// Passes all entries, oldest first, to their pods and forgets them.
    public void drainTo(Function<PodName, PodReactions> pods) {
        for (Entry next = entries.poll(); next != null; next = entries.poll()) {
            pods.apply(next.pod()).take(next);
        }
    }
}
