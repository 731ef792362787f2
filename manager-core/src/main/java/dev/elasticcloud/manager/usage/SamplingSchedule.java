package dev.elasticcloud.manager.usage;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.Observation;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Chooses the nodes to sample next: busy ones every time, idle ones every fifth time, a fifth of
/// them at a time. For an idle node, a sample costs the engine and the manager more than
/// everything else.
final class SamplingSchedule {

    static final int IDLE_TURNS = 5;

    /// CPU use, as a share of the limit, above which a node is busy.
    private static final double BUSY = 0.05;

    private final Map<NodeName, Long> served = new HashMap<>();
    private int turn;

    /// @param latest the last sample of each node
    Collection<NodeContainer> next(Observation seen, Map<NodeName, NodeUsage> latest) {
        turn = (turn + 1) % IDLE_TURNS;
        served.keySet().retainAll(seen.containers().keySet());
        return seen.containers().values().stream()
                .filter(NodeContainer::running)
                .filter(
                        node -> {
                            boolean works = works(seen, node.node());
                            return works
                                    || isHot(latest.get(node.node()))
                                    || !latest.containsKey(node.node())
                                    || Math.floorMod(node.id().hashCode(), IDLE_TURNS) == turn;
                        })
                .toList();
    }

    private boolean works(Observation seen, NodeName node) {
        BalancerServer server = seen.servers().get(node);
        if (server == null) {
            return true;
        }
        Long before = served.put(node, server.served());
        return server.running() > 0 || before == null || before != server.served();
    }

    private static boolean isHot(@Nullable NodeUsage usage) {
        return usage != null && usage.cpuShare() > BUSY;
    }
}
