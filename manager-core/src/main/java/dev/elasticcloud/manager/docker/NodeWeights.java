package dev.elasticcloud.manager.docker;

import dev.elasticcloud.manager.docker.connection.DockerEngine;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Raises each node to its serving weight, once only, because each update makes the engine run a
/// program.
final class NodeWeights {

    private final DockerEngine engine;
    private final Set<String> serving = ConcurrentHashMap.newKeySet();

    NodeWeights(DockerEngine engine) {
        this.engine = engine;
    }

    /// Sends only the weight: an engine leaves alone the settings that an update does not name.
    void giveServing(NodeContainer node) {
        if (serving.contains(node.id())) {
            return;
        }
        engine.run(
                "give node " + node.node() + " the processor weight of one that serves",
                () ->
                        engine.commands()
                                .updateContainerCmd(node.id())
                                .withCpuShares(CpuWeight.SERVING.shares())
                                .exec());
        serving.add(node.id());
    }

    /// Forgets containers that are gone.
    void keep(Collection<NodeContainer> nodes) {
        if (!serving.isEmpty()) {
            serving.retainAll(nodes.stream().map(NodeContainer::id).collect(Collectors.toSet()));
        }
    }
}
