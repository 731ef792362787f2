package dev.elasticcloud.manager.plan.world;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.time.Instant;

/// What happens to a cloud from outside: nodes die, hang and recover, people change containers by
/// hand, jobs arrive and end, the balancer is lost.
final class Faults {

    private static final int KINDS = 22;

    private final ModelCloud cloud;

    Faults(ModelCloud cloud) {
        this.cloud = cloud;
    }

    /// Makes one thing happen, or nothing; returns a description.
    String strike(Choices choices) {
        int kind = choices.below(KINDS);
        return switch (kind) {
            case 0, 1, 2 -> "";
            case 15 -> {
                cloud.loseBalancer();
                yield "the balancer ended";
            }
            case 16 -> {
                cloud.settled = !cloud.balancerRuns || !cloud.settled;
                yield "an older balancer process " + (cloud.settled ? "ended" : "works on");
            }
            case 17 -> {
                PodName pod = choices.oneOf(cloud.spec.pods().keySet());
                cloud.networks.remove(pod);
                cloud.nodesOf(pod).forEach(n -> n.address = "");
                yield "the network of " + pod + " was removed";
            }
            case 18 -> {
                PodName pod = choices.oneOf(cloud.spec.pods().keySet());
                cloud.images.remove(pod);
                yield "the image of " + pod + " was removed";
            }
            case 19 -> strayContainer(choices);
            case 20, 21 -> jobsEnd(choices);
            default ->
                    cloud.nodes.isEmpty() ? "" : strike(kind, choices.oneOf(cloud.nodes.values()));
        };
    }

    private String strike(int kind, ModelNode node) {
        ModelServer server = cloud.servers.get(node.name);
        switch (kind) {
            case 3, 4 -> {
                node.state = NodeContainer.State.EXITED;
                node.outOfMemory = kind == 4;
                return node.name + " ended";
            }
            case 5 -> {
                cloud.nodes.remove(node.name);
                return node.name + " was removed from outside";
            }
            case 6 -> {
                if (node.is(NodeContainer.State.RUNNING)) {
                    node.state = NodeContainer.State.FROZEN;
                    node.frozenByOthers = true;
                    return node.name + " was frozen from outside";
                }
                return "";
            }
            case 7 -> {
                if (node.is(NodeContainer.State.FROZEN)) {
                    node.state = NodeContainer.State.RUNNING;
                    return node.name + " was unfrozen from outside";
                }
                return "";
            }
            case 8 -> {
                node.address = "";
                return node.name + " lost its network";
            }
            case 9 -> {
                node.answersFrom = Instant.MAX;
                return node.name + " hangs";
            }
            case 10 -> {
                node.answersFrom = cloud.now;
                return node.name + " answers again";
            }
            default -> {
                if (server != null && server.takesJobs()) {
                    server.running++;
                    server.served++;
                    return node.name + " was given a job";
                }
                return "";
            }
        }
    }

    private String jobsEnd(Choices choices) {
        if (cloud.servers.isEmpty()) {
            return "";
        }
        ModelServer server = choices.oneOf(cloud.servers.values());
        if (server.running == 0) {
            return "";
        }
        server.running = 0;
        return "the jobs on " + server.name + " ended";
    }

    /// As a manager leaves it when it is killed between creating a container and starting it.
    private String strayContainer(Choices choices) {
        PodSpec pod = choices.oneOf(cloud.spec.pods().values());
        NodeName name = NodeName.numbered(pod.name(), 7);
        boolean full =
                cloud.nodesOf(pod.name()).size() >= pod.maxNodes() + pod.spares()
                        || !cloud.networks.contains(pod.name());
        if (full || cloud.nodes.containsKey(name) || cloud.servers.containsKey(name)) {
            return "";
        }
        ModelNode node = cloud.make(pod, name, pod.nodeFingerprint());
        node.state = NodeContainer.State.CREATED;
        return name + " was made and not started";
    }

    /// Ends all faults: jobs end, and every program that can answer does.
    void cease() {
        cloud.settled = true;
        for (ModelNode node : cloud.nodes.values()) {
            if (!node.answersFrom.equals(Instant.MAX)) {
                node.answersFrom = node.startedAt;
            }
        }
        for (ModelServer server : cloud.servers.values()) {
            server.running = 0;
        }
    }
}
