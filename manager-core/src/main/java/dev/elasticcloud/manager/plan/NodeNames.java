package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.CloudView;
import java.util.Set;
import java.util.TreeSet;

/// Hands out names for new nodes of a pod; none that is in use anywhere in the cloud, including by
/// starting and leaving nodes.
final class NodeNames {

    private final PodSpec pod;
    private final CloudView cloud;
    private final Set<NodeName> given = new TreeSet<>();
    private int number = 1;

    NodeNames(CloudView cloud, PodSpec pod) {
        this.cloud = cloud;
        this.pod = pod;
        for (Action action : cloud.underWay().values()) {
            if (action instanceof Action.OnNode onNode) {
                given.add(onNode.node());
            }
        }
    }

    /// A name for a node that is to serve; registered names come first.
    NodeName toServe() {
        for (NodeName registered : pod.target().registered()) {
            if (!taken(registered) && !kept(pod, registered)) {
                given.add(registered);
                return registered;
            }
        }
        return made();
    }

    /// Whether a name stands for a node that its owner keeps paused or removes, and so for no other.
    static boolean kept(PodSpec pod, NodeName name) {
        return pod.target().paused().contains(name) || pod.target().removing().contains(name);
    }

    /// The pod's name with the lowest free number.
    NodeName made() {
        NodeName made = NodeName.numbered(pod.name(), number);
        while (taken(made) || reserved(made)) {
            number++;
            made = NodeName.numbered(pod.name(), number);
        }
        given.add(made);
        return made;
    }

    private boolean reserved(NodeName name) {
        return cloud.spec().pods().values().stream()
                .anyMatch(p -> p.target().registered().contains(name) || kept(p, name));
    }

    private boolean taken(NodeName name) {
        return given.contains(name)
                || cloud.blocked(new Subject.Node(name))
                || cloud.seen().containers().containsKey(name)
                || cloud.seen().servers().containsKey(name);
    }
}
