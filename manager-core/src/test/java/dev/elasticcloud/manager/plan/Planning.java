package dev.elasticcloud.manager.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.Conditions;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// Plans for the `light` pod, and applies the actions to the observation until none is left.
final class Planning {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final NodeName FIRST = NodeName.of("light-1");
    static final NodeName SECOND = NodeName.of("light-2");

    private Planning() {}

    static Plan planFor(CloudSpec spec, Observation seen) {
        return Planner.plan(CloudView.of(spec, seen, NOW));
    }

    static Plan plan(CloudSpec spec, Observation seen, Conditions conditions, Instant now) {
        return Planner.plan(CloudView.of(spec, seen, Map.of(), Map.of(), conditions, now));
    }

    /// Plans and projects until nothing is left to do, checking each step's safety.
    static Observation converge(CloudSpec spec, Observation from) {
        Observation seen = from;
        for (int round = 0; round < 200; round++) {
            Plan plan = planFor(spec, seen);
            if (plan.isEmpty()) {
                boolean busy = seen.servers().values().stream().anyMatch(s -> s.running() > 0);
                if (!busy) {
                    return seen;
                }
            }
            for (Action action : plan.actions()) {
                assertSafe(seen, action);
                seen = Projection.after(spec, seen, action);
            }
            for (BalancerServer s : seen.servers().values()) {
                seen = server(seen, s.node(), s.mode(), s.healthy(), Math.max(0, s.running() - 1));
            }
        }
        throw new AssertionError("no end; the next plan is " + planFor(spec, seen).steps());
    }

    private static void assertSafe(Observation seen, Action action) {
        if (action instanceof Action.Freeze || action instanceof Action.RemoveContainer) {
            NodeName node = ((Action.OnNode) action).node();
            BalancerServer server = seen.servers().get(node);
            boolean runs = seen.container(node).map(NodeContainer::running).orElse(false);
            if (server != null && runs) {
                assertThat(server.running()).as("%s", action).isZero();
                assertThat(server.mode()).isNotEqualTo(BalancerServer.Mode.READY);
            }
        }
    }

    static long serving(Observation seen) {
        return seen.servers().values().stream().filter(BalancerServer::serving).count();
    }

    static Observation container(Observation seen, NodeName node, NodeContainer.State state) {
        Map<NodeName, NodeContainer> containers = new TreeMap<>(seen.containers());
        containers.computeIfPresent(node, (n, c) -> c.withState(state));
        return seen.withContainers(containers);
    }

    static Observation server(
            Observation seen,
            NodeName node,
            BalancerServer.Mode mode,
            boolean healthy,
            int running) {
        Map<NodeName, BalancerServer> servers = new TreeMap<>(seen.servers());
        servers.computeIfPresent(
                node,
                (n, s) ->
                        new BalancerServer(
                                s.pod(),
                                n,
                                s.address(),
                                mode,
                                healthy,
                                s.slots(),
                                running,
                                s.served()));
        return seen.withServers(servers);
    }
}
