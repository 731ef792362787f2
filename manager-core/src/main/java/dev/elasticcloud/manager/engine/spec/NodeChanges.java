package dev.elasticcloud.manager.engine.spec;

import dev.elasticcloud.manager.api.CloudException;
import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.engine.spec.SpecChanges.KnownNodes;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.NodeState;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Turns a command to one node into a changed pod, or refuses it; pure functions.
final class NodeChanges {

    private NodeChanges() {}

    static PodSpec register(PodSpec pod, Command.RegisterNode command, KnownNodes nodes) {
        NodeName node = command.node();
        if (node == null) {
            node = madeName(pod, nodes);
        }
        PodName owner = nodes.owner(node);
        if (owner != null || pod.target().registered().contains(node)) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "There is already a node %s: choose another name".formatted(node));
        }
        return pod.withTarget(pod.target().withRegistered(with(pod.target().registered(), node)));
    }

    private static NodeName madeName(PodSpec pod, KnownNodes nodes) {
        int number = 1;
        NodeName made = NodeName.numbered(pod.name(), number);
        while (nodes.owner(made) != null || pod.target().registered().contains(made)) {
            number++;
            made = NodeName.numbered(pod.name(), number);
        }
        return made;
    }

    static PodSpec launch(PodSpec pod, Command.LaunchNode command, KnownNodes nodes) {
        mustBeManual(pod, "launch a node of");
        int wanted = pod.target().nodes() + 1;
        if (wanted > pod.maxNodes()) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "Pod %s has its maximum number of nodes, %d: raise that limit first"
                            .formatted(pod.name(), pod.maxNodes()));
        }
        Target target = pod.target().withNodes(wanted);
        NodeName node = command.node();
        if (node != null) {
            PodName owner = nodes.owner(node);
            NodeState state = nodes.state(pod.name(), node);
            if (owner != null && state != NodeState.REGISTERED) {
                throw new CloudException(
                        ErrorCode.CONFLICT,
                        "Node %s of pod %s already exists".formatted(node, owner));
            }
            target = target.withRegistered(with(target.registered(), node));
        }
        return pod.withTarget(target);
    }

    static PodSpec pause(PodSpec pod, Command.PauseNode command, KnownNodes nodes) {
        mustServe(pod, command.node(), nodes, "paused");
        Target target = pod.target();
        return pod.withTarget(
                target.withPaused(with(target.paused(), command.node())).withNodes(fewer(pod)));
    }

    static PodSpec resume(PodSpec pod, Command.ResumeNode command) {
        Target target = pod.target();
        if (!target.paused().contains(command.node())) {
            throw new CloudException(
                    ErrorCode.CONFLICT, "Node %s is not paused".formatted(command.node()));
        }
        int wanted = target.nodes() + 1;
        if (wanted > pod.maxNodes()) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "Pod %s has its maximum number of nodes, %d, without node %s: remove one first"
                            .formatted(pod.name(), pod.maxNodes(), command.node()));
        }
        return pod.withTarget(
                target.withPaused(without(target.paused(), command.node())).withNodes(wanted));
    }

    static PodSpec remove(PodSpec pod, Command.RemoveNode command, KnownNodes nodes) {
        Target target = pod.target();
        NodeName node = command.node();
        NodeState state = nodes.state(pod.name(), node);
        if (state == null && !target.registered().contains(node)) {
            throw CloudException.noNode(pod.name(), node);
        }
        target = target.withRegistered(without(target.registered(), node));
        if (state == null || state == NodeState.REGISTERED) {
            return pod.withTarget(target);
        }
        boolean counted = !target.paused().contains(node) && state != NodeState.SPARE;
        if (counted) {
            mustBeManual(pod, "remove a node of");
            target = target.withNodes(fewer(pod));
        }
        return pod.withTarget(
                target.withPaused(without(target.paused(), node))
                        .withRemoving(with(target.removing(), node)));
    }

    private static int fewer(PodSpec pod) {
        int least = pod.elasticity().enabled() ? pod.elasticity().min() : 0;
        return Math.max(least, pod.target().nodes() - 1);
    }

    private static void mustBeManual(PodSpec pod, String what) {
        SpecChanges.mustBeInitialised(pod);
        if (pod.elasticity().enabled()) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "Cannot %s %s by hand while it is elastic: switch its elasticity off, or change its min and max nodes"
                            .formatted(what, pod.name()));
        }
    }

    private static void mustServe(PodSpec pod, NodeName node, KnownNodes nodes, String done) {
        SpecChanges.mustBeInitialised(pod);
        NodeState state = nodes.state(pod.name(), node);
        if (state == null) {
            throw CloudException.noNode(pod.name(), node);
        }
        if (state != NodeState.ONLINE && state != NodeState.STARTING) {
            throw new CloudException(
                    ErrorCode.CONFLICT,
                    "Node %s is %s and cannot be %s: only an online node can"
                            .formatted(node, state.name().toLowerCase(Locale.ROOT), done));
        }
    }

    private static Set<NodeName> with(Set<NodeName> names, NodeName added) {
        Set<NodeName> changed = new TreeSet<>(names);
        changed.add(added);
        return changed;
    }

    private static Set<NodeName> without(Set<NodeName> names, NodeName left) {
        Set<NodeName> changed = new TreeSet<>(names);
        changed.remove(left);
        return changed;
    }
}
