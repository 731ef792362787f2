package dev.elasticcloud.manager.plan.world;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.Balance;
import dev.elasticcloud.manager.model.spec.Elasticity;
import dev.elasticcloud.manager.model.spec.ImageSource;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// An owner and an autoscaler who change the spec, never to something that would be refused.
final class Owner {

    private static final int WISHES = 17;

    private final ModelCloud cloud;

    Owner(ModelCloud cloud) {
        this.cloud = cloud;
    }

    /// Changes one setting of a pod's target; returns a description.
    String change(Choices choices) {
        PodSpec pod = choices.oneOf(cloud.spec.pods().values());
        Target target = pod.target();
        List<ModelNode> nodes = cloud.nodesOf(pod.name());
        int wish = choices.below(WISHES);
        if (!target.initialised() || wish == 0) {
            boolean begin = !target.initialised();
            int wanted = Math.min(pod.maxNodes(), choices.below(4));
            return target(
                    pod,
                    begin
                            ? target.withInitialised(true).withNodes(wanted)
                            : Target.NONE.withRegistered(target.registered()),
                    begin ? "initialise it with " + wanted : "shut it down");
        }
        return switch (wish) {
            case 1, 2, 3 -> {
                int wanted = choices.below(pod.maxNodes() + 1);
                yield target(pod, target.withNodes(wanted), wanted + " nodes");
            }
            case 4 -> pod(pod.withSpares(choices.below(4)), "other spares");
            case 5 -> pod(mostNodes(pod, 1 + choices.below(6)), "other most nodes");
            case 6 -> pod(pod.withLimits(NodeLimits.of(0.5, 200)), "other limits");
            case 7 -> pod(pod.withSlots(1 + choices.below(3)), "other slots");
            case 8 -> pod(pod.withBalance(Balance.LEAST_BUSY), "another balance");
            case 9 -> pod(rebuilt(pod, choices.below(3)), "another image");
            case 10 -> register(pod, choices);
            case 11 -> pause(pod, nodes, choices);
            case 12 -> resume(pod, choices);
            case 13 -> remove(pod, nodes, choices);
            case 14 ->
                    target(
                            pod,
                            target.withAllPaused(!target.allPaused()),
                            target.allPaused() ? "resume it" : "pause it");
            case 15 ->
                    pod(
                            pod.withElasticity(
                                    pod.elasticity().withEnabled(!pod.elasticity().enabled())),
                            "elastic or not");
            case 16 ->
                    pod(pod.withDrainDeadline(Duration.ofSeconds(choices.below(90))), "deadline");
            default -> throw new AssertionError("no wish " + wish);
        };
    }

    private String register(PodSpec pod, Choices choices) {
        PodSpec other = choices.oneOf(cloud.spec.pods().values());
        String stem = choices.chance(50) ? other.name().value() : "own-" + pod.name();
        NodeName name = NodeName.of(stem + "-" + (1 + choices.below(4)));
        boolean taken =
                cloud.nodes.containsKey(name)
                        || cloud.servers.containsKey(name)
                        || cloud.spec.pods().values().stream()
                                .anyMatch(p -> p.target().registered().contains(name));
        return taken
                ? ""
                : target(
                        pod,
                        pod.target().withRegistered(with(pod.target().registered(), name)),
                        "register " + name);
    }

    private String pause(PodSpec pod, List<ModelNode> nodes, Choices choices) {
        List<ModelNode> running =
                nodes.stream().filter(n -> n.is(NodeContainer.State.RUNNING)).toList();
        if (running.isEmpty()) {
            return "";
        }
        NodeName node = choices.oneOf(running).name;
        Target target = pod.target();
        if (target.paused().contains(node) || target.removing().contains(node)) {
            return "";
        }
        return target(
                pod,
                target.withPaused(with(target.paused(), node))
                        .withNodes(Math.max(0, target.nodes() - 1)),
                "pause " + node);
    }

    private String resume(PodSpec pod, Choices choices) {
        Target target = pod.target();
        if (target.paused().isEmpty() || target.nodes() + 1 > pod.maxNodes()) {
            return "";
        }
        NodeName node = choices.oneOf(target.paused());
        return target(
                pod,
                target.withPaused(without(target.paused(), node)).withNodes(target.nodes() + 1),
                "resume " + node);
    }

    private String remove(PodSpec pod, List<ModelNode> nodes, Choices choices) {
        if (nodes.isEmpty()) {
            return "";
        }
        ModelNode node = choices.oneOf(nodes);
        Target target = pod.target();
        boolean counted =
                node.is(NodeContainer.State.RUNNING) && !target.paused().contains(node.name);
        return target(
                pod,
                target.withNodes(Math.max(0, target.nodes() - (counted ? 1 : 0)))
                        .withRegistered(without(target.registered(), node.name))
                        .withPaused(without(target.paused(), node.name))
                        .withRemoving(with(target.removing(), node.name)),
                "remove " + node.name);
    }

    private static PodSpec mostNodes(PodSpec pod, int most) {
        boolean elastic = pod.elasticity().enabled();
        return pod.withTarget(pod.target().withNodes(Math.min(pod.target().nodes(), most)))
                .withElasticity(Elasticity.off(1))
                .withMaxNodes(most)
                .withElasticity(Elasticity.off(most).withEnabled(elastic));
    }

    private static PodSpec rebuilt(PodSpec pod, int version) {
        return new PodSpec(
                pod.name(),
                pod.title(),
                pod.description(),
                new ImageSource.Reference("test/" + pod.name() + ":" + version),
                pod.limits(),
                pod.slots(),
                pod.maxNodes(),
                0,
                pod.spares(),
                pod.balance(),
                pod.port(),
                pod.health(),
                pod.network(),
                pod.elasticity(),
                pod.drainDeadline(),
                pod.job(),
                pod.target());
    }

    private String target(PodSpec pod, Target target, String said) {
        return pod(pod.withTarget(target), said);
    }

    private String pod(PodSpec changed, String said) {
        cloud.spec = cloud.spec.with(changed);
        return "the owner wants of " + changed.name() + ": " + said;
    }

    static Set<NodeName> with(Set<NodeName> names, NodeName added) {
        Set<NodeName> changed = new TreeSet<>(names);
        changed.add(added);
        return changed;
    }

    static Set<NodeName> without(Set<NodeName> names, NodeName left) {
        Set<NodeName> changed = new TreeSet<>(names);
        changed.remove(left);
        return changed;
    }
}
