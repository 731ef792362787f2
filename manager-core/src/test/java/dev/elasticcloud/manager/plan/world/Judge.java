package dev.elasticcloud.manager.plan.world;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.NodeContainer.State;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.CloudView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks whether a plan is safe, by the state of the model cloud and the spec alone; it only hands
/// the planner's view on to [Progress]. That checks whether the plan makes progress, and whether
/// the view calls a pod settled exactly when it is.
record Judge(
        ModelCloud cloud,
        ModelMemory memory,
        ModelBackoff backoff,
        Map<Subject, Action> begun,
        CloudView view) {

    /// @param begins the steps that are begun: all but those done a moment ago
    void judge(Plan plan, List<Plan.Step> begins) {
        oneActionOnEachSubject(plan);
        for (Plan.Step step : begins) {
            String wrong = wrong(step.action());
            require(wrong.isEmpty(), step + " - although " + wrong);
        }
        new Progress(cloud, memory, backoff, begun, view, plan).judge();
        for (PodSpec pod : cloud.spec.pods().values()) {
            notTooMany(pod, begins);
        }
    }

    private void oneActionOnEachSubject(Plan plan) {
        Set<Subject> subjects = new HashSet<>();
        for (Action action : plan.actions()) {
            Subject subject = action.subject();
            require(subjects.add(subject), "two actions on " + subject.text());
            require(!begun.containsKey(subject), action + " while " + begun.get(subject));
            require(!backoff.holdsBack(subject, cloud.now), action + " while it backs off");
        }
    }

    /// Why an action must not be begun now; empty when it may.
    private String wrong(Action action) {
        return switch (action) {
            case Action.ConfigureBalancer ignored -> "";
            case Action.BuildImage a ->
                    pod(a.pod()).target().initialised() ? "" : "the pod is shut down";
            case Action.CreateNetwork a ->
                    cloud.networks.contains(a.pod()) ? "the network is there" : "";
            case Action.RemoveNetwork a -> wrongToRemoveNetwork(a.pod());
            case Action.StartNode a -> wrongToStart(a);
            case Action.RemoveContainer a -> wrongToStop(a.node(), true);
            case Action.Freeze a -> wrongToStop(a.node(), false);
            case Action.Route a -> wrongToRoute(a.pod(), a.node());
            case Action.Thaw a -> wrongToThaw(a.pod(), a.node());
            case Action.Probe a -> wrongToProbe(a.pod(), a.node());
            case Action.UpdateLimits a -> cloud.nodes.containsKey(a.node()) ? "" : "it is gone";
            case Action.SetSlots a -> cloud.servers.containsKey(a.node()) ? "" : "it is gone";
            case Action.Drain a -> cloud.servers.containsKey(a.node()) ? "" : "it is gone";
            case Action.Unroute a -> wrongToUnroute(a.node());
        };
    }

    private String wrongToRemoveNetwork(PodName pod) {
        if (pod(pod).target().initialised()) {
            return "the pod is wanted";
        }
        boolean starts =
                begun.values().stream()
                        .anyMatch(a -> a instanceof Action.StartNode s && s.pod().equals(pod));
        return cloud.shownNodesOf(pod).isEmpty() && cloud.serversOf(pod).isEmpty() && !starts
                ? ""
                : "nodes are on it";
    }

    private String wrongToStart(Action.StartNode start) {
        PodSpec pod = pod(start.pod());
        if (!pod.target().initialised() || pod.target().allPaused()) {
            return "no node of the pod is to serve";
        }
        if (!pod.nodeFingerprint().equals(cloud.images.get(pod.name()))
                || !cloud.networks.contains(pod.name())) {
            return "the image or the network is missing";
        }
        if (backoff.holdsBack(new Subject.Starts(pod.name()), cloud.now)) {
            return "starts back off";
        }
        ModelNode there = cloud.nodes.get(start.node());
        if (there != null) {
            boolean ours = there.is(State.CREATED) && there.pod.equals(pod.name());
            return ours || !there.shownAt(cloud.now) ? "" : "the name is taken";
        }
        if (cloud.servers.containsKey(start.node())) {
            return "the balancer knows a node of that name";
        }
        Target own = pod.target();
        if (own.paused().contains(start.node()) || own.removing().contains(start.node())) {
            return "the name is of a node that is paused or removed";
        }
        for (PodSpec any : cloud.spec.pods().values()) {
            Target target = any.target();
            if (target.registered().contains(start.node()) && !any.name().equals(pod.name())) {
                return "the name is registered for a node of " + any.name();
            }
        }
        return "";
    }

    /// A running node may be stopped or frozen when no request reaches it, or after its deadline.
    private String wrongToStop(NodeName name, boolean forGood) {
        ModelNode node = cloud.nodes.get(name);
        ModelServer server = cloud.servers.get(name);
        if (node == null || !node.is(State.RUNNING) || node.address.isEmpty()) {
            return "";
        }
        if (server == null) {
            return cloud.settled ? "" : "an older balancer process may still use it";
        }
        if (!server.address.equals(node.address)) {
            return "";
        }
        if (server.is(Mode.READY)) {
            if (server.healthy || !forGood) {
                return "it is in rotation";
            }
            return server.running == 0 && cloud.settled ? "" : "jobs are on it";
        }
        if (server.running == 0) {
            return cloud.settled ? "" : "an older balancer process may still use it";
        }
        Instant since = memory.draining.get(name);
        Duration deadline = pod(node.pod).drainDeadline();
        return since != null && !cloud.now.isBefore(since.plus(deadline))
                ? ""
                : "it works on jobs and has time left";
    }

    private String wrongToRoute(PodName pod, NodeName name) {
        ModelNode node = cloud.nodes.get(name);
        ModelServer server = cloud.servers.get(name);
        if (node == null || server == null) {
            return "it is gone";
        }
        if (!server.is(Mode.DRAINING) || !server.healthy || !node.hasAnswered) {
            return "it has not answered its probe";
        }
        return staysOut(pod, name);
    }

    private String wrongToThaw(PodName pod, NodeName name) {
        ModelNode node = cloud.nodes.get(name);
        ModelServer server = cloud.servers.get(name);
        if (node == null) {
            return "it is gone";
        }
        boolean routedAtOnce = server != null && server.is(Mode.MAINTENANCE) && !server.restored;
        if (routedAtOnce && !node.hasAnswered && !node.frozenByOthers) {
            return "it was never healthy, and would get jobs at once";
        }
        return staysOut(pod, name);
    }

    private String wrongToProbe(PodName pod, NodeName name) {
        ModelNode node = cloud.nodes.get(name);
        if (node == null || node.address.isEmpty() || !cloud.backends.containsKey(pod)) {
            return "it cannot be probed";
        }
        return staysOut(pod, name);
    }

    private String wrongToUnroute(NodeName name) {
        ModelNode node = cloud.nodes.get(name);
        ModelServer server = cloud.servers.get(name);
        boolean serves =
                node != null
                        && node.is(State.RUNNING)
                        && server != null
                        && server.address.equals(node.address)
                        && server.is(Mode.READY);
        return serves ? "it is in rotation" : "";
    }

    private String staysOut(PodName pod, NodeName name) {
        Target target = pod(pod).target();
        if (target.allPaused() || target.paused().contains(name)) {
            return "it is paused";
        }
        return !target.initialised() || target.removing().contains(name) ? "it is to go" : "";
    }

    private void notTooMany(PodSpec pod, List<Plan.Step> begins) {
        Set<NodeName> names = new HashSet<>();
        cloud.shownNodesOf(pod.name()).forEach(n -> names.add(n.name));
        int there = names.size();
        begun.values().forEach(a -> addStart(pod, a, names));
        begins.forEach(step -> addStart(pod, step.action(), names));
        boolean rollsOut =
                cloud.nodesOf(pod.name()).stream()
                        .anyMatch(n -> !n.fingerprint.equals(pod.nodeFingerprint()));
        int paused =
                (int)
                        cloud.nodesOf(pod.name()).stream()
                                .filter(n -> pod.target().paused().contains(n.name))
                                .count();
        int most = pod.maxNodes() + pod.spares() + (rollsOut ? 1 : 0) + paused;
        boolean starts =
                begins.stream()
                        .anyMatch(
                                step ->
                                        step.action() instanceof Action.StartNode start
                                                && start.pod().equals(pod.name())
                                                && !cloud.nodes.containsKey(start.node()));
        require(
                !starts || names.size() <= most,
                "%s would have %d nodes, %d now, of at most %d"
                        .formatted(pod.name(), names.size(), there, most));
    }

    private static void addStart(PodSpec pod, Action action, Set<NodeName> names) {
        if (action instanceof Action.StartNode start && start.pod().equals(pod.name())) {
            names.add(start.node());
        }
    }

    private PodSpec pod(PodName name) {
        return cloud.spec.pods().get(name);
    }

    static void require(boolean met, String otherwise) {
        if (!met) {
            throw new AssertionError(otherwise);
        }
    }
}
