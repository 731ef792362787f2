package dev.elasticcloud.manager.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeUsage;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SamplingScheduleTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int NODES = 40;

    private final SamplingSchedule schedule = new SamplingSchedule();
    private final Map<NodeName, NodeUsage> latest = new HashMap<>();

    @Test
    void eachIdleNodeIsSampledOnceInFiveTurns() {
        Observation seen = cloud(0);
        readAll(seen);

        List<NodeName> read = new ArrayList<>();
        for (int turn = 0; turn < SamplingSchedule.IDLE_TURNS; turn++) {
            read.addAll(names(seen));
        }
        assertThat(read).doesNotHaveDuplicates().hasSize(NODES);
    }

    @Test
    void aBusyNodeIsSampledEveryTime() {
        readAll(cloud(0));
        NodeName busy = NodeName.of("light-7");

        for (int turn = 0; turn < SamplingSchedule.IDLE_TURNS; turn++) {
            assertThat(names(cloud(1))).contains(busy);
        }
    }

    @Test
    void aNodeThatServedSinceTheLastTurnIsSampledEvenIfItIsIdleNow() {
        readAll(cloud(0));
        Observation later = withServer(cloud(0), server("light-7", 0, 5));

        assertThat(names(later)).contains(NodeName.of("light-7"));
    }

    @Test
    void aNodeThatUsesCpuWithoutRequestsIsSampledEveryTime() {
        Observation seen = cloud(0);
        readAll(seen);
        latest.put(NodeName.of("light-3"), usage("light-3", 0.4));

        for (int turn = 0; turn < SamplingSchedule.IDLE_TURNS; turn++) {
            assertThat(names(seen)).contains(NodeName.of("light-3"));
        }
    }

    private Set<NodeName> names(Observation seen) {
        return schedule.next(seen, latest).stream()
                .map(NodeContainer::node)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /// The first turn samples every node, because none was sampled before.
    private void readAll(Observation seen) {
        assertThat(names(seen)).hasSize(NODES);
        seen.containers().keySet().forEach(n -> latest.put(n, usage(n.value(), 0.01)));
    }

    private static NodeUsage usage(String node, double cpu) {
        return new NodeUsage(Specs.LIGHT, NodeName.of(node), NOW, cpu, 1000, 0.1);
    }

    /// Forty nodes, the seventh of which runs this many requests.
    private static Observation cloud(int running) {
        Map<NodeName, NodeContainer> containers = new TreeMap<>();
        Map<NodeName, BalancerServer> servers = new TreeMap<>();
        for (int number = 1; number <= NODES; number++) {
            NodeName node = NodeName.numbered(Specs.LIGHT, number);
            containers.put(
                    node,
                    new NodeContainer(
                            "id-" + number,
                            Specs.LIGHT,
                            node,
                            NodeContainer.State.RUNNING,
                            "f",
                            NodeLimits.of(0.3, 100),
                            "10.0.0." + number,
                            NOW,
                            0,
                            false));
            servers.put(node, server(node.value(), number == 7 ? running : 0, 0));
        }
        return Observation.nothing(NOW).withContainers(containers).withServers(servers);
    }

    private static Observation withServer(Observation seen, BalancerServer server) {
        Map<NodeName, BalancerServer> servers = new TreeMap<>(seen.servers());
        servers.put(server.node(), server);
        return seen.withServers(servers);
    }

    private static BalancerServer server(String node, int running, long served) {
        return new BalancerServer(
                Specs.LIGHT,
                NodeName.of(node),
                "10.0.0.1:8080",
                BalancerServer.Mode.READY,
                true,
                4,
                running,
                served);
    }
}
