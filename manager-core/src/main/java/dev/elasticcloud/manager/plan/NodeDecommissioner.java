package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.NodeView;
import dev.elasticcloud.manager.view.PodView;
import java.time.Duration;
import java.time.Instant;

/// Takes a node out of service safely: out of rotation first, then idle or past its drain deadline,
/// then frozen or stopped.
final class NodeDecommissioner {

    private final CloudView cloud;
    private final PodName pod;
    private final Duration deadline;
    private final BalancerHealth balancer;
    private final PlanBuilder plan;

    NodeDecommissioner(CloudView cloud, PodView pod, PlanBuilder plan) {
        this.cloud = cloud;
        this.pod = pod.name();
        this.deadline = pod.spec().drainDeadline();
        this.balancer = cloud.seen().balancer();
        this.plan = plan;
    }

    /// One step towards removal: drain, take out of the balancer, stop.
    void remove(NodeView node, String reason) {
        boolean dead =
                node.stage() == NodeView.Stage.EXITED || node.stage() == NodeView.Stage.FROZEN;
        if (!dead && node.inRotation()) {
            plan.add(new Action.Drain(pod, node.node()), reason);
        } else if (!dead && overdue(node)) {
            plan.add(new Action.RemoveContainer(pod, node.node()), reason + "; " + afterDeadline());
        } else if (dead || idle(node)) {
            plan.add(
                    node.known()
                            ? new Action.Unroute(pod, node.node())
                            : new Action.RemoveContainer(pod, node.node()),
                    reason);
        }
    }

    /// Stops a node that does not answer. Its place in the balancer is kept until then, for that is
    /// where its silence shows; without it the node would look like one that has just started.
    void stopSilent(NodeView node, String reason) {
        if (idle(node) || overdue(node)) {
            plan.add(new Action.RemoveContainer(pod, node.node()), reason);
        }
    }

    /// Stops a node that nobody can reach; what runs on it has lost its caller already.
    void stopUnreachable(NodeView node) {
        plan.add(new Action.RemoveContainer(pod, node.node()), node.reason());
    }

    /// One step towards being frozen. A node that has not answered a probe leaves the balancer first,
    /// so that it is probed when it is unfrozen: what the balancer knows is then routed to at once.
    void freeze(NodeView node, String reason) {
        switch (node.stage()) {
            case ONLINE, DOWN -> plan.add(new Action.Drain(pod, node.node()), reason);
            case STANDBY, PROBING, UNPROBED -> {
                if (idle(node)) {
                    boolean unproven = node.known() && node.stage() != NodeView.Stage.STANDBY;
                    plan.add(
                            unproven
                                    ? new Action.Unroute(pod, node.node())
                                    : new Action.Freeze(pod, node.node()),
                            reason);
                } else if (overdue(node)) {
                    plan.add(new Action.Freeze(pod, node.node()), reason + "; " + afterDeadline());
                }
            }
            case FROZEN -> {
                if (node.inRotation()) {
                    plan.add(new Action.Freeze(pod, node.node()), reason);
                }
            }
            case CREATED, EXITED, ABSENT -> {}
        }
    }

    /// Its jobs have had their time to finish.
    private boolean overdue(NodeView node) {
        Instant since = cloud.conditions().draining().get(node.node());
        return node.running() > 0 && since != null && !cloud.now().isBefore(since.plus(deadline));
    }

    private String afterDeadline() {
        return "its drain deadline of %d s has passed".formatted(deadline.toSeconds());
    }

    /// Nothing runs on it, and no older balancer process could still be using it.
    private boolean idle(NodeView node) {
        return node.running() == 0 && balancer.settled();
    }
}
