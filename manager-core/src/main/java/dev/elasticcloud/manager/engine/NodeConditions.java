package dev.elasticcloud.manager.engine;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.view.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Tracks node conditions that a single observation cannot show: since when a node has been
/// probed, draining or without an address, and when it was last too busy to answer. Owned by the
/// loop's thread.
final class NodeConditions {

    /// A node that has been probed for longer than this is not polled at the short interval.
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Map<NodeName, Instant> probingSince = new HashMap<>();
    private final Map<NodeName, Instant> drainingSince = new HashMap<>();
    private final Map<NodeName, Instant> offNetworkSince = new HashMap<>();
    private final Map<NodeName, Instant> busyAt = new HashMap<>();

    /// The tracked conditions, for the next view.
    Conditions conditions(Map<NodeName, NodeState> before) {
        return new Conditions(probingSince, drainingSince, offNetworkSince, busyAt, before);
    }

    /// Whether a node's probes began recently, so that it should answer soon.
    boolean answersSoon(Instant now) {
        return probingSince.values().stream().anyMatch(since -> now.isBefore(since.plus(SOON)));
    }

    void follow(Observation seen, Instant now) {
        Set<NodeName> probing = new TreeSet<>();
        Set<NodeName> draining = new TreeSet<>();
        Set<NodeName> silent = new TreeSet<>();
        for (BalancerServer server : seen.servers().values()) {
            if (server.probing()) {
                probing.add(server.node());
                probingSince.putIfAbsent(server.node(), now);
            }
            if (server.silent()) {
                silent.add(server.node());
                if (server.full()) {
                    busyAt.put(server.node(), now);
                }
            }
            if (server.finishing()) {
                draining.add(server.node());
                drainingSince.putIfAbsent(server.node(), now);
            }
        }
        probingSince.keySet().retainAll(probing);
        drainingSince.keySet().retainAll(draining);
        busyAt.keySet().retainAll(silent);
        followNetwork(seen, now);
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
}
