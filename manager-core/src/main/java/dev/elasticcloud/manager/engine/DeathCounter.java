package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.engine.record.EventRecorder;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Subject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts each node that ended by itself as a failed start of its pod, once, and reports
/// OOM-killed processes and nodes that somebody else removed. Owned by the loop's thread.
final class DeathCounter {

    private static final Logger LOG = LoggerFactory.getLogger(DeathCounter.class);

    private final Backoff backoff;
    private final EventRecorder recorder;
    private final Set<String> countedDeaths = new HashSet<>();
    private final Set<String> reportedKills = new HashSet<>();
    private final Predicate<NodeContainer> removedByUs;
    private List<NodeContainer> alive = List.of();

    /// @param removedByUs whether this manager has begun to remove a container
    DeathCounter(Backoff backoff, EventRecorder recorder, Predicate<NodeContainer> removedByUs) {
        this.backoff = backoff;
        this.recorder = recorder;
        this.removedByUs = removedByUs;
    }

    /// @param underWay the actions under way; a node being removed has not ended by itself
    void follow(Observation seen, Map<Subject, Action> underWay, Instant now) {
        Set<String> dead = new HashSet<>();
        for (NodeContainer container : seen.containers().values()) {
            if (container.state() == NodeContainer.State.EXITED) {
                dead.add(container.id());
                boolean ours =
                        underWay.get(new Subject.Node(container.node()))
                                instanceof Action.RemoveContainer;
                if (countedDeaths.add(container.id()) && !ours) {
                    count(container, now);
                }
            }
        }
        countedDeaths.retainAll(dead);
        reportKills(seen);
        reportRemovals(seen);
    }

    /// A node that was running and is gone was removed by somebody else, unless by this manager.
    private void reportRemovals(Observation seen) {
        for (NodeContainer before : alive) {
            boolean gone =
                    seen.container(before.node())
                            .filter(now -> now.id().equals(before.id()))
                            .isEmpty();
            if (gone && !removedByUs.test(before)) {
                String what =
                        "Node %s is gone: somebody else removed its container"
                                .formatted(before.node());
                LOG.warn("{}", what);
                recorder.note(
                        CloudEvent.Severity.WARNING,
                        CloudEvent.Kind.NODE,
                        before.pod(),
                        before.node(),
                        what);
            }
        }
        alive =
                seen.containers().values().stream()
                        .filter(container -> container.running() || container.frozen())
                        .toList();
    }

    /// A node may survive an OOM-killed process; this is reported once per container.
    private void reportKills(Observation seen) {
        Set<String> killed = new HashSet<>();
        for (NodeContainer container : seen.containers().values()) {
            if (!container.outOfMemory()) {
                continue;
            }
            killed.add(container.id());
            if (container.running() && reportedKills.add(container.id())) {
                recorder.note(
                        CloudEvent.Severity.WARNING,
                        CloudEvent.Kind.NODE,
                        container.pod(),
                        container.node(),
                        "A process in node %s ran out of memory; its limit is %d MB"
                                .formatted(container.node(), container.limits().memoryMib()));
            }
        }
        reportedKills.retainAll(killed);
    }

    private void count(NodeContainer container, Instant now) {
        String why =
                container.outOfMemory()
                        ? "ran out of memory"
                        : "ended with exit code " + container.exitCode();
        LOG.warn("Node {} {}", container.node(), why);
        backoff.failed(
                new Subject.Starts(container.pod()), "Node " + container.node() + " " + why, now);
    }
}
