package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.Action;
import dev.elasticcloud.manager.model.BalancerHealth;
import dev.elasticcloud.manager.model.PodName;

/// The safe way for a node out of service: out of rotation, idle, then frozen or stopped.
final class WayOut {

    private final PodName pod;
    private final BalancerHealth balancer;
    private final Steps steps;

    WayOut(PodName pod, BalancerHealth balancer, Steps steps) {
        this.pod = pod;
        this.balancer = balancer;
        this.steps = steps;
    }

    /// One step towards being gone: drained, out of the balancer, stopped.
    void takeAway(Member member, String reason) {
        boolean dead =
                member.stage() == Member.Stage.EXITED || member.stage() == Member.Stage.FROZEN;
        if (!dead && member.inRotation()) {
            steps.add(new Action.Drain(pod, member.name()), reason);
        } else if (dead || idle(member)) {
            steps.add(
                    member.known()
                            ? new Action.Unroute(pod, member.name())
                            : new Action.RemoveContainer(pod, member.name()),
                    reason);
        }
    }

    /// Stops a node that does not answer. Its place in the balancer is kept until then, for that is
    /// where its silence shows; without it the node would look like one that has just started.
    void giveUp(Member member, String reason) {
        if (idle(member)) {
            steps.add(new Action.RemoveContainer(pod, member.name()), reason);
        }
    }

    /// One step towards being frozen.
    void hold(Member member, String reason) {
        switch (member.stage()) {
            case ONLINE, DOWN -> steps.add(new Action.Drain(pod, member.name()), reason);
            case STANDBY, PROBING, UNPROBED -> {
                if (idle(member)) {
                    steps.add(new Action.Freeze(pod, member.name()), reason);
                }
            }
            case FROZEN -> {
                if (member.inRotation()) {
                    steps.add(new Action.Freeze(pod, member.name()), reason);
                }
            }
            case CREATED, EXITED -> {}
        }
    }

    /// Nothing runs on it, and no older balancer process could still be using it.
    private boolean idle(Member member) {
        return member.running() == 0 && balancer.settled();
    }
}
