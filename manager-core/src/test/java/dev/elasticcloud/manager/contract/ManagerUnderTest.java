package dev.elasticcloud.manager.contract;

import dev.elasticcloud.manager.api.CloudManager;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.simulation.SimulatedTimings;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/// A manager as its users reach it, over a simulated cloud, and what its contracts do with it.
public interface ManagerUnderTest {

    PodName LIGHT = PodName.of("light");
    PodName HEAVY = PodName.of("heavy");
    Duration SOON = Duration.ofSeconds(20);

    CloudManager cloud();

    /// Replaces the cloud and its manager by new ones with these timings.
    void restart(SimulatedTimings pace);

    default void initialise(PodName pod, int nodes) {
        done(new Command.Initialise(Map.of(pod, nodes)));
    }

    default NodeName anOnlineNode(PodName pod) {
        return cloud().snapshot().pod(pod).orElseThrow().nodes().stream()
                .filter(n -> n.state() == NodeState.ONLINE)
                .findFirst()
                .orElseThrow()
                .node();
    }

    default CloudSnapshot done(Command command) {
        return cloud().await(cloud().submit(command), SOON);
    }

    default Map<String, NodeState> states(CloudSnapshot snapshot, PodName pod) {
        Map<String, NodeState> states = new TreeMap<>();
        snapshot.pod(pod)
                .orElseThrow()
                .nodes()
                .forEach(n -> states.put(n.node().value(), n.state()));
        return states;
    }
}
