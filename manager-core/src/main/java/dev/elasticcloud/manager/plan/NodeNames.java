package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.view.CloudView;
import java.util.Set;
import java.util.TreeSet;

/// Hands out names for new nodes of a pod; none that is in use anywhere in the cloud, or on its way
/// in or out.
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

    /// For a node that is to serve: registered names come first.
    NodeName toServe() {
        for (NodeName registered : pod.target().registered()) {
            if (!taken(registered)) {
                given.add(registered);
                return registered;
            }
        }
        return made();
    }

    /// The lowest free number behind the pod's name.
    NodeName made() {
        PodSpec.Target target = pod.target();
        NodeName made = NodeName.numbered(pod.name(), number);
        while (taken(made)
                || target.registered().contains(made)
                || target.paused().contains(made)
                || target.removing().contains(made)) {
            number++;
            made = NodeName.numbered(pod.name(), number);
        }
        given.add(made);
        return made;
    }

    private boolean taken(NodeName name) {
        return given.contains(name)
                || cloud.seen().containers().containsKey(name)
                || cloud.seen().servers().containsKey(name);
    }
}
