package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerHealth;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;

import java.time.Duration;
import java.time.Instant;

/// The safe way for a node out of service: out of rotation, idle or past its drain deadline, then
/// frozen or stopped.
final class NodeDecommissioner {

    private final PlanInput in;
    private final PodName pod;
    private final Duration deadline;
    private final BalancerHealth balancer;
    private final PlanBuilder steps;

    NodeDecommissioner(PlanInput in, PodSpec pod, PlanBuilder steps) {
        this.in = in;
        this.pod = pod.name();
        this.deadline = pod.drainDeadline();
        this.balancer = in.observation().balancer();
        this.steps = steps;
    }

    /// One step towards being gone: drained, out of the balancer, stopped.
    void takeAway(Member member, String reason) {
        boolean dead =
                member.stage() == Member.Stage.EXITED || member.stage() == Member.Stage.FROZEN;
        if (!dead && member.inRotation()) {
            steps.add(new Action.Drain(pod, member.name()), reason);
        } else if (!dead && overdue(member)) {
            steps.add(
                    new Action.RemoveContainer(pod, member.name()),
                    reason + "; " + afterDeadline());
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
        if (idle(member) || overdue(member)) {
            steps.add(new Action.RemoveContainer(pod, member.name()), reason);
        }
    }

    /// Stops a node that nobody can reach; what runs on it has lost its caller already.
    void cutOff(Member member, String reason) {
        steps.add(new Action.RemoveContainer(pod, member.name()), reason);
    }

    /// One step towards being frozen.
    void hold(Member member, String reason) {
        switch (member.stage()) {
            case ONLINE, DOWN -> steps.add(new Action.Drain(pod, member.name()), reason);
            case STANDBY, PROBING, UNPROBED -> {
                if (idle(member)) {
                    steps.add(new Action.Freeze(pod, member.name()), reason);
                } else if (overdue(member)) {
                    steps.add(
                            new Action.Freeze(pod, member.name()), reason + "; " + afterDeadline());
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

    /// Its jobs have had their time to finish.
    private boolean overdue(Member member) {
        Instant since = in.since().draining().get(member.name());
        return member.running() > 0 && since != null && !in.now().isBefore(since.plus(deadline));
    }

    private String afterDeadline() {
        return "its drain deadline of %d s has passed".formatted(deadline.toSeconds());
    }

    /// Nothing runs on it, and no older balancer process could still be using it.
    private boolean idle(Member member) {
        return member.running() == 0 && balancer.settled();
    }
}
