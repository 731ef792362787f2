package dev.elasticcloud.manager.plan.world;

import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.NodeContainer.State;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import java.util.List;

/// Whether the spec is reached from an owner's point of view, read from the model cloud.
record Wanted(ModelCloud cloud) {

    /// What keeps a pod from its spec; empty when nothing does.
    String missing(PodSpec pod) {
        Target target = pod.target();
        List<ModelNode> nodes = cloud.nodesOf(pod.name());
        boolean network = cloud.networks.contains(pod.name());
        if (cloud.serversOf(pod.name()).stream().anyMatch(s -> !cloud.nodes.containsKey(s.name))) {
            return "the balancer knows a node that is gone";
        }
        if (!target.initialised()) {
            return nodes.isEmpty() && !network ? "" : "something of it is left";
        }
        if (!pod.nodeFingerprint().equals(cloud.images.get(pod.name()))) {
            return "its image is missing";
        }
        if (!network || !cloud.balancerRuns || !isBalanced(pod)) {
            return "its network or its backend is missing";
        }
        int serving = 0;
        int spares = 0;
        for (ModelNode node : nodes) {
            switch (kind(node, pod)) {
                case HELD -> {}
                case SERVING -> serving++;
                case SPARE -> spares++;
                case NEITHER -> {
                    return node.name + " is not as it should be";
                }
            }
        }
        int wanted = target.allPaused() ? 0 : target.nodes();
        int warm = target.allPaused() ? 0 : pod.spares();
        return serving == wanted && spares == warm
                ? ""
                : "%d of %d serve, %d of %d are spare".formatted(serving, wanted, spares, warm);
    }

    private enum Kind {
        HELD,
        SERVING,
        SPARE,
        NEITHER
    }

    private Kind kind(ModelNode node, PodSpec pod) {
        Target target = pod.target();
        ModelServer server = cloud.servers.get(node.name);
        boolean out = server == null || !server.is(Mode.READY);
        boolean limited = node.limits.equals(pod.limits());
        if (target.removing().contains(node.name) || !node.shownAt(cloud.now)) {
            return Kind.NEITHER;
        }
        if (target.allPaused() || target.paused().contains(node.name)) {
            boolean still = node.is(State.FROZEN) || node.is(State.CREATED);
            return still && limited && out ? Kind.HELD : Kind.NEITHER;
        }
        if (!node.fingerprint.equals(pod.nodeFingerprint()) || !limited) {
            return Kind.NEITHER;
        }
        if (node.is(State.FROZEN) && out && !node.address.isEmpty()) {
            return Kind.SPARE;
        }
        boolean serves =
                node.is(State.RUNNING)
                        && server != null
                        && server.takesJobs()
                        && server.address.equals(node.address)
                        && server.slots == pod.slots();
        return serves ? Kind.SERVING : Kind.NEITHER;
    }

    private boolean isBalanced(PodSpec pod) {
        PodSpec by = cloud.backends.get(pod.name());
        return by != null && by.balancing().equals(pod.balancing());
    }
}
