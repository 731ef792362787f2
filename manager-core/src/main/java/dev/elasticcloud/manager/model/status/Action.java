package dev.elasticcloud.manager.model.status;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.NodeLimits;

/// One step that brings the cloud closer to its spec; each knows the pod or node it concerns.
public sealed interface Action {

    /// The subject it concerns; two actions on the same subject never run at the same time.
    Subject subject();

    /// What it does, in words, without the reason.
    String describe();

    /// An action on one pod as a whole.
    sealed interface OnPod extends Action {
        PodName pod();
    }

    /// An action on one node.
    sealed interface OnNode extends Action {
        PodName pod();

        NodeName node();

        @Override
        default Subject subject() {
            return new Subject.Node(node());
        }
    }

    /// Starts the balancer, or brings its backends in line with the pods by a reload.
    record ConfigureBalancer() implements Action {
        @Override
        public Subject subject() {
            return Subject.BALANCER;
        }

        @Override
        public String describe() {
            return "configure the balancer";
        }
    }

    record BuildImage(PodName pod) implements OnPod {
        @Override
        public Subject subject() {
            return new Subject.Image(pod);
        }

        @Override
        public String describe() {
            return "build the image of " + pod;
        }
    }

    record CreateNetwork(PodName pod) implements OnPod {
        @Override
        public Subject subject() {
            return new Subject.Network(pod);
        }

        @Override
        public String describe() {
            return "create the network of " + pod;
        }
    }

    record RemoveNetwork(PodName pod) implements OnPod {
        @Override
        public Subject subject() {
            return new Subject.Network(pod);
        }

        @Override
        public String describe() {
            return "remove the network of " + pod;
        }
    }

    record StartNode(PodName pod, NodeName node) implements OnNode {
        @Override
        public String describe() {
            return "start " + node;
        }
    }

    record RemoveContainer(PodName pod, NodeName node) implements OnNode {
        @Override
        public String describe() {
            return "stop " + node;
        }
    }

    record UpdateLimits(PodName pod, NodeName node, NodeLimits limits) implements OnNode {
        @Override
        public String describe() {
            return "set limits of %s to %.2f CPU and %d MB"
                    .formatted(node, limits.cpus(), limits.memoryMib());
        }
    }

    /// Adds the node to the balancer, probed but without requests.
    record Probe(PodName pod, NodeName node) implements OnNode {
        @Override
        public String describe() {
            return "probe " + node;
        }
    }

    /// Puts the node into rotation.
    record Route(PodName pod, NodeName node) implements OnNode {
        @Override
        public String describe() {
            return "route jobs to " + node;
        }
    }

    record SetSlots(PodName pod, NodeName node, int slots) implements OnNode {
        @Override
        public String describe() {
            return "set slots of " + node + " to " + slots;
        }
    }

    /// Takes the node out of rotation; its running jobs finish.
    record Drain(PodName pod, NodeName node) implements OnNode {
        @Override
        public String describe() {
            return "drain " + node;
        }
    }

    /// Takes a drained node out of the balancer.
    record Unroute(PodName pod, NodeName node) implements OnNode {
        @Override
        public String describe() {
            return "take " + node + " out of the balancer";
        }
    }

    /// Freezes a drained node; the balancer stops probing it first.
    record Freeze(PodName pod, NodeName node) implements OnNode {
        @Override
        public String describe() {
            return "freeze " + node;
        }
    }

    /// Unfreezes a node and routes to it at once, because it was healthy when it was frozen.
    record Thaw(PodName pod, NodeName node) implements OnNode {
        @Override
        public String describe() {
            return "unfreeze " + node;
        }
    }
}
