package dev.elasticcloud.manager.plan.world;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What each action does to the model cloud: what the ports promise, and no more.
///
/// @param spec the spec when the action began
/// @param seen what was seen when the action began
record ModelActions(ModelCloud cloud, CloudSpec spec, Observation seen) {

    /// The other side refused.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String why) {
            super(why);
        }
    }

    /// Carries an action out.
    ///
    /// @param halfway whether an action of two calls fails at its second
    /// @param choices how a node that is started comes up
    void carryOut(Action action, boolean halfway, Choices choices) throws Refused {
        switch (action) {
            case Action.ConfigureBalancer ignored -> configure(choices);
            case Action.BuildImage a -> cloud.images.put(a.pod(), pod(a.pod()).nodeFingerprint());
            case Action.CreateNetwork a -> cloud.networks.add(a.pod());
            case Action.RemoveNetwork a -> {
                require(cloud.nodesOf(a.pod()).isEmpty(), "containers use the network");
                cloud.networks.remove(a.pod());
            }
            case Action.StartNode a -> start(pod(a.pod()), a.node(), choices);
            case Action.RemoveContainer a -> {
                maintain(a.node());
                require(!halfway, "the engine did not remove it");
                ModelNode node = sameContainer(a.node());
                if (node != null) {
                    cloud.nodes.remove(a.node());
                }
            }
            case Action.UpdateLimits a -> alive(a.node()).limits = a.limits();
            case Action.Probe a -> probe(a);
            case Action.Route a -> server(a.node()).route();
            case Action.SetSlots a -> server(a.node()).slots = a.slots();
            case Action.Drain a -> server(a.node()).mode = BalancerServer.Mode.DRAINING;
            case Action.Unroute a -> unroute(a.pod(), a.node());
            case Action.Freeze a -> {
                maintain(a.node());
                require(!halfway, "the engine did not freeze it");
                alive(a.node()).state = NodeContainer.State.FROZEN;
            }
            case Action.Thaw a -> {
                alive(a.node()).state = NodeContainer.State.RUNNING;
                require(!halfway, "the balancer did not route to it");
                if (seen.server(a.node()).isPresent()) {
                    server(a.node()).route();
                }
            }
        }
    }

    private void configure(Choices choices) {
        boolean ran = cloud.balancerRuns;
        cloud.balancerRuns = true;
        cloud.settled = !ran || !choices.chance(30);
        cloud.backends.clear();
        for (PodSpec pod : spec.pods().values()) {
            boolean stays = pod.target().initialised() || !seen.containersOf(pod.name()).isEmpty();
            if (stays && seen.networks().contains(pod.name())) {
                cloud.backends.put(pod.name(), pod);
            }
        }
        if (!ran) {
            cloud.restoreServers();
        }
        cloud.servers.values().removeIf(s -> !cloud.backends.containsKey(s.pod));
    }

    private void start(PodSpec pod, NodeName name, Choices choices) throws Refused {
        ModelNode there = cloud.nodes.get(name);
        if (there != null && !there.is(NodeContainer.State.EXITED)) {
            require(there.pod.equals(pod.name()), "the name is taken by another pod");
            if (there.is(NodeContainer.State.CREATED)) {
                there.state = NodeContainer.State.RUNNING;
            }
            return;
        }
        require(cloud.networks.contains(pod.name()), "there is no network");
        require(cloud.images.containsKey(pod.name()), "there is no image");
        ModelNode node = cloud.make(pod, name, pod.nodeFingerprint());
        int comesUp = choices.below(8);
        switch (comesUp) {
            case 1 -> node.answersFrom = cloud.now.plusSeconds(2);
            case 2 -> node.answersFrom = cloud.now.plusSeconds(20);
            case 3 -> node.answersFrom = Instant.MAX;
            case 4 -> node.shownFrom = cloud.now.plus(Duration.ofMillis(200));
            case 5 -> node.address = "";
            case 6 -> node.state = NodeContainer.State.EXITED;
            default -> {}
        }
    }

    private void probe(Action.Probe action) throws Refused {
        NodeContainer container = seen.containers().get(action.node());
        require(container != null && !container.address().isEmpty(), "it has no address");
        require(cloud.backends.containsKey(action.pod()), "there is no backend");
        ModelServer server = cloud.servers.get(action.node());
        if (server == null || !server.pod.equals(action.pod())) {
            server =
                    new ModelServer(
                            action.pod(),
                            action.node(),
                            container.address(),
                            pod(action.pod()).slots());
            cloud.servers.put(action.node(), server);
        }
        if (!server.address.equals(container.address())) {
            server.healthy = false;
        }
        server.address = container.address();
        server.slots = pod(action.pod()).slots();
        server.mode = BalancerServer.Mode.DRAINING;
    }

    private void unroute(PodName pod, NodeName name) throws Refused {
        require(cloud.balancerRuns, "the balancer does not answer");
        ModelNode node = cloud.nodes.get(name);
        if (node == null || node.is(NodeContainer.State.EXITED)) {
            maintain(name);
        }
        ModelServer server = cloud.servers.get(name);
        if (server != null && server.pod.equals(pod)) {
            require(server.running == 0, "it still works on requests");
            cloud.servers.remove(name);
        }
    }

    private void maintain(NodeName name) throws Refused {
        if (seen.server(name).isPresent()) {
            server(name).maintain();
        }
    }

    private ModelServer server(NodeName name) throws Refused {
        ModelServer server = cloud.servers.get(name);
        require(server != null, "the balancer does not know it");
        return server;
    }

    private @Nullable ModelNode sameContainer(NodeName name) {
        ModelNode node = cloud.nodes.get(name);
        NodeContainer then = seen.containers().get(name);
        return node != null && then != null && node.id.equals(then.id()) ? node : null;
    }

    private ModelNode alive(NodeName name) throws Refused {
        ModelNode node = sameContainer(name);
        require(node != null && !node.is(NodeContainer.State.EXITED), "its container has ended");
        return node;
    }

    private PodSpec pod(PodName name) throws Refused {
        PodSpec pod = spec.pods().get(name);
        require(pod != null, "the pod is no longer defined");
        return pod;
    }

    private static void require(boolean met, String otherwise) throws Refused {
        if (!met) {
            throw new Refused(otherwise);
        }
    }
}
