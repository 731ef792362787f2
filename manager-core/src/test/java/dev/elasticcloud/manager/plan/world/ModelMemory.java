package dev.elasticcloud.manager.plan.world;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.Conditions;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What a manager remembers from round to round, and loses when it is restarted.
final class ModelMemory {

    final Map<NodeName, Instant> probing = new HashMap<>();
    final Map<NodeName, Instant> draining = new HashMap<>();
    private final Map<NodeName, Instant> offNetwork = new HashMap<>();
    private final Map<NodeName, NodeState> before = new HashMap<>();
    private final Set<String> deaths = new HashSet<>();

    void follow(Observation seen, ModelBackoff backoff, Instant now) {
        for (BalancerServer server : seen.servers().values()) {
            NodeName node = server.node();
            since(
                    probing,
                    node,
                    server.mode() == BalancerServer.Mode.DRAINING && !server.healthy(),
                    now);
            since(
                    draining,
                    node,
                    server.mode() != BalancerServer.Mode.READY && server.running() > 0,
                    now);
            if (server.serving()) {
                backoff.succeeded(new Subject.Starts(server.pod()));
            }
        }
        for (NodeContainer node : seen.containers().values()) {
            boolean up = node.running() || node.frozen();
            since(offNetwork, node.node(), up && node.address().isEmpty(), now);
            if (node.state() == NodeContainer.State.EXITED && deaths.add(node.id())) {
                backoff.failed(new Subject.Starts(node.pod()), now);
            }
        }
        Predicate<NodeName> gone = node -> !seen.servers().containsKey(node);
        probing.keySet().removeIf(gone);
        draining.keySet().removeIf(gone);
        offNetwork.keySet().retainAll(seen.containers().keySet());
    }

    private static void since(
            Map<NodeName, Instant> times, NodeName node, boolean holds, Instant now) {
        if (holds) {
            times.putIfAbsent(node, now);
        } else {
            times.remove(node);
        }
    }

    Conditions conditions() {
        return new Conditions(probing, draining, offNetwork, Map.of(), before);
    }

    void keep(CloudView view) {
        before.clear();
        view.pods()
                .values()
                .forEach(pod -> pod.nodes().forEach(n -> before.put(n.node(), n.state())));
    }

    void forget() {
        probing.clear();
        draining.clear();
        offNetwork.clear();
        before.clear();
        deaths.clear();
    }
}
