package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.engine.record.EventRecorder;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers of nodes, from round to round, what one look does not tell: since when they are probed,
/// drained or without an address, and which deaths are counted already. Owned by the loop's thread.
final class NodeConditions {

    private static final Logger LOG = LoggerFactory.getLogger(NodeConditions.class);

    /// A node that has been probed for longer is not waited for at a short interval.
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Backoff backoff;
    private final EventRecorder recorder;
    private final Map<NodeName, Instant> probingSince = new HashMap<>();
    private final Map<NodeName, Instant> drainingSince = new HashMap<>();
    private final Map<NodeName, Instant> offNetworkSince = new HashMap<>();
    private final Set<String> countedDeaths = new HashSet<>();
    private final Set<String> countedKills = new HashSet<>();

    NodeConditions(Backoff backoff, EventRecorder recorder) {
        this.backoff = backoff;
        this.recorder = recorder;
    }

    /// What was remembered, for the next view.
    Conditions conditions(Map<NodeName, NodeState> before) {
        return new Conditions(probingSince, drainingSince, offNetworkSince, before);
    }

    /// Whether a node has begun of late to be probed and is about to answer.
    boolean answersSoon(Instant now) {
        return probingSince.values().stream().anyMatch(since -> now.isBefore(since.plus(SOON)));
    }

    /// Keeps track of what only time tells: probes without answer, deaths not yet counted.
    void follow(Observation seen, Map<Subject, Action> underWay, Instant now) {
        Set<NodeName> probing = new TreeSet<>();
        Set<NodeName> draining = new TreeSet<>();
        for (BalancerServer server : seen.servers().values()) {
            if (server.mode() == BalancerServer.Mode.DRAINING && !server.healthy()) {
                probing.add(server.node());
                probingSince.putIfAbsent(server.node(), now);
            }
            if (server.mode() != BalancerServer.Mode.READY && server.running() > 0) {
                draining.add(server.node());
                drainingSince.putIfAbsent(server.node(), now);
            }
        }
        probingSince.keySet().retainAll(probing);
        drainingSince.keySet().retainAll(draining);
        followNetwork(seen, now);
        Set<String> dead = new HashSet<>();
        for (NodeContainer container : seen.containers().values()) {
            if (container.state() == NodeContainer.State.EXITED) {
                dead.add(container.id());
                boolean ours =
                        underWay.get(new Subject.Node(container.node()))
                                instanceof Action.RemoveContainer;
                if (countedDeaths.add(container.id()) && !ours) {
                    countDeath(container, now);
                }
            }
        }
        countedDeaths.retainAll(dead);
        followMemory(seen);
    }

    private void followNetwork(Observation seen, Instant now) {
        Set<NodeName> off = new TreeSet<>();
        for (NodeContainer container : seen.containers().values()) {
            if ((container.running() || container.frozen()) && container.address().isEmpty()) {
                off.add(container.node());
                offNetworkSince.putIfAbsent(container.node(), now);
            }
        }
        offNetworkSince.keySet().retainAll(off);
    }

    /// A node may lose a process for memory and run on; that is told once for each container.
    private void followMemory(Observation seen) {
        Set<String> present = new HashSet<>();
        for (NodeContainer container : seen.containers().values()) {
            present.add(container.id());
            if (container.running()
                    && container.outOfMemory()
                    && countedKills.add(container.id())) {
                recorder.note(
                        CloudEvent.Severity.WARNING,
                        CloudEvent.Kind.NODE,
                        container.pod(),
                        container.node(),
                        "A process in node %s ran out of memory; its limit is %d MB"
                                .formatted(container.node(), container.limits().memoryMib()));
            }
        }
        countedKills.retainAll(present);
    }

    private void countDeath(NodeContainer container, Instant now) {
        String why =
                container.outOfMemory()
                        ? "ran out of memory"
                        : "ended with exit code " + container.exitCode();
        LOG.warn("Node {} {}", container.node(), why);
        backoff.failed(
                new Subject.Starts(container.pod()), "Node " + container.node() + " " + why, now);
    }
}
