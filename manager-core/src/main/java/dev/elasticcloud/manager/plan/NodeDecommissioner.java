package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.NodeView;
import dev.elasticcloud.manager.view.PodView;
import java.time.Duration;
import java.time.Instant;

/// Takes a node out of service safely: out of rotation first; then, once it is idle or its drain
/// deadline has passed, frozen or stopped.
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

    /// One step towards removal: drain, remove from the balancer, stop.
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

    /// Stops a node that does not answer. Its balancer entry is kept until then, because only that
    /// shows that it is silent; without it the node would look newly started.
    void stopSilent(NodeView node, String reason) {
        if (idle(node) || overdue(node)) {
            plan.add(new Action.RemoveContainer(pod, node.node()), reason);
        }
    }

    /// Stops a node that nobody can reach; its jobs have already lost their callers.
    void stopUnreachable(NodeView node) {
        plan.add(new Action.RemoveContainer(pod, node.node()), node.reason());
    }

    /// One step towards being frozen. A node that has not answered a probe is first removed from
    /// the balancer, so that it is probed when it is unfrozen; a node known to the balancer would
    /// be routed to at once.
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

    /// No requests run on it, and no older balancer process could still use it.
    private boolean idle(NodeView node) {
        return node.running() == 0 && balancer.settled();
    }
}
