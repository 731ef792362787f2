package dev.elasticcloud.manager.plan.world;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.CloudSpec;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Generates the state that a cloud begins in: any that faults, changes of the spec and a killed
/// manager could leave behind.
final class Beginnings {

    private static final String OLD = "an-older-image";
    private static final List<String> PODS = List.of("light", "heavy", "medium");
    private static final double CORES = 64;
    private static final int MOST_PODS = 3;
    private static final int MOST_NODES = 5;

    private final Choices choices;

    Beginnings(Choices choices) {
        this.choices = choices;
    }

    ModelCloud cloud() {
        List<PodSpec> pods = new ArrayList<>();
        int count = 1 + choices.below(MOST_PODS);
        for (String name : PODS.subList(0, count)) {
            pods.add(pod(name));
        }
        CloudSpec spec = Specs.cloud(pods.toArray(PodSpec[]::new));
        ModelCloud cloud = new ModelCloud(spec);
        cloud.balancerRuns = !choices.chance(10);
        cloud.settled = !choices.chance(10);
        cloud.cores = choices.chance(60) ? CORES : 0;
        cloud.busyCores = choices.below(3) * CORES / 2;
        for (PodSpec pod : pods) {
            prepare(cloud, pod);
        }
        for (PodSpec pod : pods) {
            int nodes = choices.below(MOST_NODES + 1);
            for (int i = 1; i <= nodes; i++) {
                node(cloud, pod, NodeName.numbered(pod.name(), i));
            }
        }
        return cloud;
    }

    private PodSpec pod(String name) {
        int wanted = choices.below(5);
        int most = Math.max(1, wanted + choices.below(3));
        PodSpec pod =
                Specs.pod(name, 0)
                        .withElasticity(Elasticity.off(1))
                        .withMaxNodes(most)
                        .withElasticity(Elasticity.off(most).withEnabled(choices.chance(40)))
                        .withSpares(choices.below(3))
                        .withDrainDeadline(
                                List.of(
                                                Duration.ofSeconds(60),
                                                Duration.ofSeconds(5),
                                                Duration.ZERO)
                                        .get(choices.below(3)));
        Target target = pod.target().withNodes(wanted);
        int names = choices.below(4);
        Set<NodeName> registered = new TreeSet<>();
        for (int i = 1; i < names; i++) {
            registered.add(NodeName.of("own-" + name + "-" + i));
        }
        target = target.withRegistered(registered).withAllPaused(choices.chance(10));
        return pod.withTarget(choices.chance(10) ? Target.NONE : target);
    }

    private void prepare(ModelCloud cloud, PodSpec pod) {
        switch (choices.below(5)) {
            case 0 -> {}
            case 1 -> cloud.images.put(pod.name(), OLD);
            default -> cloud.images.put(pod.name(), pod.nodeFingerprint());
        }
        boolean network = choices.chance(85);
        if (network) {
            cloud.networks.add(pod.name());
        }
        if (cloud.balancerRuns && network && choices.chance(85)) {
            cloud.backends.put(
                    pod.name(), choices.chance(10) ? pod.withBalance(Balance.FILL_FIRST) : pod);
        }
    }

    private void node(ModelCloud cloud, PodSpec pod, NodeName name) {
        ModelNode node = cloud.make(pod, name, choices.chance(20) ? OLD : pod.nodeFingerprint());
        node.state =
                switch (choices.below(8)) {
                    case 7 -> NodeContainer.State.EXITED;
                    case 6 -> NodeContainer.State.CREATED;
                    case 4, 5 -> NodeContainer.State.FROZEN;
                    default -> NodeContainer.State.RUNNING;
                };
        if (choices.chance(10)) {
            node.limits = NodeLimits.of(0.7, 300);
        }
        node.frozenByOthers = node.is(NodeContainer.State.FROZEN);
        boolean started = !node.is(NodeContainer.State.CREATED);
        if (choices.chance(12) || !started || !cloud.networks.contains(pod.name())) {
            node.address = "";
        }
        node.answersFrom =
                switch (choices.below(6)) {
                    case 4 -> cloud.now.plusSeconds(10);
                    case 5 -> Instant.MAX;
                    default -> cloud.now;
                };
        node.hasAnswered = node.answersFrom.equals(cloud.now);
        int fate = choices.below(4);
        if (fate == 1) {
            pause(cloud, name, pod);
        } else if (fate == 2 && choices.chance(50)) {
            dismiss(cloud, name, pod);
        }
        if (started && cloud.backends.containsKey(pod.name()) && choices.chance(75)) {
            server(cloud, node);
        }
    }

    private void pause(ModelCloud cloud, NodeName name, PodSpec pod) {
        change(cloud, pod, target -> target.withPaused(Owner.with(target.paused(), name)));
    }

    private void dismiss(ModelCloud cloud, NodeName name, PodSpec pod) {
        change(cloud, pod, target -> target.withRemoving(Owner.with(target.removing(), name)));
    }

    private static void change(
            ModelCloud cloud, PodSpec pod, java.util.function.UnaryOperator<Target> change) {
        PodSpec now = cloud.spec.pods().get(pod.name());
        cloud.spec = cloud.spec.with(now.withTarget(change.apply(now.target())));
    }

    private void server(ModelCloud cloud, ModelNode node) {
        String address =
                node.address.isEmpty() || choices.chance(6) ? "a-former-address" : node.address;
        ModelServer server = new ModelServer(node.pod, node.name, address, 1);
        server.mode = BalancerServer.Mode.values()[choices.below(3)];
        server.healthy = node.answersAt(address, cloud.now) ^ choices.chance(10);
        if (!server.is(BalancerServer.Mode.MAINTENANCE)) {
            server.running = choices.below(3);
        }
        node.hasAnswered |=
                server.healthy || server.running > 0 || !server.is(BalancerServer.Mode.DRAINING);
        server.served = choices.below(2);
        if (choices.chance(8)) {
            server.slots = 3;
        }
        cloud.servers.put(node.name, server);
    }

    /// Work of any kind that is under way when the first plan is made, whether it makes sense or
    /// not.
    Map<Subject, Action> underWay(ModelCloud cloud) {
        Map<Subject, Action> underWay = new HashMap<>();
        List<Action> actions = new ArrayList<>();
        if (choices.chance(10)) {
            actions.add(new Action.ConfigureBalancer());
        }
        for (PodSpec pod : cloud.spec.pods().values()) {
            if (choices.chance(15)) {
                actions.add(
                        choices.oneOf(
                                List.of(
                                        new Action.BuildImage(pod.name()),
                                        new Action.CreateNetwork(pod.name()),
                                        new Action.RemoveNetwork(pod.name()),
                                        new Action.StartNode(
                                                pod.name(), NodeName.numbered(pod.name(), 9)))));
            }
        }
        for (ModelNode node : cloud.nodes.values()) {
            if (choices.chance(15)) {
                Action action = choices.oneOf(onNode(node, cloud.spec.pods().get(node.pod)));
                node.frozenByOthers |= action instanceof Action.Freeze;
                actions.add(action);
            }
        }
        actions.forEach(a -> underWay.put(a.subject(), a));
        return underWay;
    }

    private static List<Action> onNode(ModelNode node, PodSpec pod) {
        return List.of(
                new Action.StartNode(node.pod, node.name),
                new Action.RemoveContainer(node.pod, node.name),
                new Action.UpdateLimits(node.pod, node.name, pod.limits()),
                new Action.Probe(node.pod, node.name),
                new Action.Route(node.pod, node.name),
                new Action.SetSlots(node.pod, node.name, pod.slots()),
                new Action.Drain(node.pod, node.name),
                new Action.Unroute(node.pod, node.name),
                new Action.Freeze(node.pod, node.name),
                new Action.Thaw(node.pod, node.name));
    }

    /// Subjects that failed recently.
    void failures(ModelCloud cloud, ModelBackoff backoff) {
        List<Subject> subjects = new ArrayList<>(List.of(Subject.BALANCER));
        for (PodSpec pod : cloud.spec.pods().values()) {
            subjects.add(new Subject.Image(pod.name()));
            subjects.add(new Subject.Network(pod.name()));
            subjects.add(new Subject.Starts(pod.name()));
        }
        cloud.nodes.keySet().forEach(n -> subjects.add(new Subject.Node(n)));
        for (Subject subject : subjects) {
            if (choices.chance(8)) {
                backoff.failed(subject, cloud.now);
            }
        }
    }
}
