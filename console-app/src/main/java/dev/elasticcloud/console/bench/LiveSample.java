package dev.elasticcloud.console.bench;

import dev.elasticcloud.console.sample.SampleCloud;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.status.CloudSnapshot;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/// Advances a sample cloud: each step is a second later and changes every node's usage.
final class LiveSample {

    private final SampleCloud cloud;
    private int steps;

    LiveSample(SampleCloud cloud) {
        this.cloud = cloud;
    }

    void step() {
        prepared().run();
    }

    /// Prepares the next step; running it only publishes it.
    Runnable prepared() {
        CloudSnapshot next = next();
        return () -> cloud.publish(next);
    }

    private CloudSnapshot next() {
        steps++;
        CloudSnapshot now = cloud.snapshot();
        SortedMap<PodName, PodStatus> pods = new TreeMap<>();
        now.pods().forEach((name, pod) -> pods.put(name, stepped(pod)));
        return new CloudSnapshot(
                now.number() + 1,
                now.at().plusSeconds(1),
                now.cloud(),
                now.generation(),
                now.engine(),
                now.balancer(),
                pods,
                now.problems(),
                now.hosts());
    }

    private PodStatus stepped(PodStatus pod) {
        List<NodeStatus> nodes = new ArrayList<>();
        for (NodeStatus node : pod.nodes()) {
            nodes.add(
                    node.cpuShare().isEmpty()
                            ? node
                            : new NodeStatus(
                                    node.node(),
                                    node.state(),
                                    node.containerId(),
                                    node.running(),
                                    OptionalDouble.of(use(node, nodes.size())),
                                    node.memoryShare(),
                                    node.since(),
                                    node.detail(),
                                    node.use()));
        }
        return new PodStatus(
                pod.spec(),
                pod.generation(),
                pod.phase(),
                pod.setup(),
                nodes,
                pod.load(),
                pod.jobs(),
                pod.decision(),
                pod.reaction(),
                pod.cost(),
                pod.pending());
    }

    private double use(NodeStatus node, int place) {
        double change = Math.sin(steps * 0.7 + place) * 0.1;
        return Math.clamp(node.cpuShare().orElse(0) + change, 0.02, 1);
    }
}
