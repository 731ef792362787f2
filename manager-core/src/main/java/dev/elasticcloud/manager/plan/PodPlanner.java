package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Plan;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Plans for one pod; lives for one planning. The [NodeClassifier] says which nodes there are to plan with.
final class PodPlanner {

    private final PlanInput in;
    private final PodSpec pod;
    private final PodName name;
    private final Observation seen;
    private final PlanBuilder steps;
    private final NodeDecommissioner wayOut;
    private final NodeClassifier roster;

    PodPlanner(PlanInput in, PodSpec pod) {
        this.in = in;
        this.pod = pod;
        this.name = pod.name();
        this.seen = in.observation();
        this.steps = new PlanBuilder(in);
        this.wayOut = new NodeDecommissioner(in, pod, steps);
        this.roster = new NodeClassifier(in, pod, wayOut);
    }

    List<Plan.Step> plan() {
        forgetServersWithoutContainer();
        if (pod.target().initialised()) {
            makeGround();
            planServing();
        } else {
            removeGround();
        }
        return steps.gathered();
    }

    private void forgetServersWithoutContainer() {
        for (BalancerServer server : seen.serversOf(name)) {
            boolean starting =
                    in.underWay().get("node " + server.node()) instanceof Action.StartNode;
            if (seen.container(server.node()).isEmpty() && !starting) {
                steps.add(new Action.Unroute(name, server.node()), "its container is gone");
            }
        }
    }

    private void makeGround() {
        if (!imageReady()) {
            steps.add(new Action.BuildImage(name), "the pod's image is not there");
        }
        if (!seen.networks().contains(name)) {
            steps.add(new Action.CreateNetwork(name), "the pod has no network");
        }
    }

    private void removeGround() {
        boolean empty =
                seen.containersOf(name).isEmpty()
                        && seen.serversOf(name).isEmpty()
                        && !seen.traffic().containsKey(name);
        if (empty && seen.networks().contains(name)) {
            steps.add(new Action.RemoveNetwork(name), "the pod is shut down");
        }
    }

    private boolean imageReady() {
        return pod.nodeFingerprint().equals(seen.images().get(name));
    }

    private void planServing() {
        List<Member> candidates = roster.candidates;
        int wanted =
                pod.target().allPaused() ? 0 : pod.target().nodes() + (roster.rolling() ? 1 : 0);
        List<Member> keepers = candidates.subList(0, Math.min(wanted, candidates.size()));
        List<Member> surplus = candidates.subList(keepers.size(), candidates.size());
        keepers.forEach(this::bringToServe);
        int absent = wanted - keepers.size();
        int thawed = thawSpares(absent - roster.coming() - declared());
        int missing = absent - roster.coming() - thawed;
        if (missing > 0 && thawed == 0 && !thawing()) {
            start(missing, true, wanted + (wanted == 1 ? " node is" : " nodes are") + " wanted");
        }
        int sparesToCome = Math.max(0, roster.coming() - absent);
        int sparesShort =
                pod.target().allPaused()
                        ? 0
                        : pod.spares() - roster.spares.size() - roster.freezing() - sparesToCome;
        retire(surplus, sparesShort, wanted + " wanted, " + candidates.size() + " are there");
        if (missing <= 0 && thawed == 0 && !thawing()) {
            start(sparesShort - surplus.size(), false, "a warm spare is wanted");
        }
        while (roster.spares.size() > pod.spares()) {
            wayOut.takeAway(
                    roster.spares.removeLast(), "more spares than the " + pod.spares() + " wanted");
        }
        roster.spares.forEach(this::keepLimits);
        roster.held.forEach(this::keepLimits);
        keepers.forEach(this::keepSlots);
    }

    /// Declared nodes that wait for their launch: on a pod run by hand they come before spares.
    private int declared() {
        return pod.elasticity().enabled()
                ? 0
                : (int)
                        pod.target().registered().stream()
                                .filter(n -> seen.container(n).isEmpty())
                                .filter(n -> !in.underWay().containsKey("node " + n))
                                .count();
    }

    private void bringToServe(Member member) {
        if (member.stage() == Member.Stage.STANDBY) {
            steps.add(
                    new Action.Route(name, member.name()),
                    "it is healthy; " + pod.target().nodes() + " wanted");
        }
        bringToAnswer(member);
        keepLimits(member);
    }

    /// Gets a node that runs, or was made to, as far as answering its probes.
    private void bringToAnswer(Member member) {
        if (member.stage() == Member.Stage.UNPROBED
                && seen.traffic().containsKey(name)
                && !member.container().address().isEmpty()) {
            steps.add(new Action.Probe(name, member.name()), "it runs and is not in the balancer");
        } else if (member.stage() == Member.Stage.CREATED
                && !in.blocked(PlanInput.startsOf(name))) {
            steps.add(new Action.StartNode(name, member.name()), "it was made and never started");
        }
    }

    private void keepLimits(Member member) {
        if (!member.container().limits().equals(pod.limits())) {
            steps.add(
                    new Action.UpdateLimits(name, member.name(), pod.limits()),
                    "the pod's limits changed");
        }
    }

    private void keepSlots(Member member) {
        BalancerServer server = member.server();
        if (server != null && server.slots() != pod.slots()) {
            steps.add(
                    new Action.SetSlots(name, member.name(), pod.slots()),
                    "the pod's slots changed");
        }
    }

    /// Whether spares are just being unfrozen. Starts wait for that: they take a hundred times as
    /// long, and would hold up what serves at once.
    private boolean thawing() {
        return in.underWay().values().stream()
                .anyMatch(a -> a instanceof Action.Thaw thaw && thaw.pod().equals(name));
    }

    private int thawSpares(int missing) {
        int thawed = 0;
        while (thawed < missing && !roster.spares.isEmpty()) {
            Member spare = roster.spares.removeFirst();
            steps.add(
                    new Action.Thaw(name, spare.name()),
                    "a warm spare serves at once; " + pod.target().nodes() + " wanted");
            thawed++;
        }
        return thawed;
    }

    /// Sends surplus nodes out of rotation; as many as spares are short of are kept, frozen.
    private void retire(List<Member> surplus, int sparesShort, String reason) {
        int keep = sparesShort;
        for (Member member : surplus) {
            boolean asSpare = keep-- > 0;
            switch (member.stage()) {
                case ONLINE, DOWN -> wayOut.hold(member, reason);
                case STANDBY -> {
                    if (asSpare) {
                        wayOut.hold(member, "it is kept as a warm spare");
                    } else {
                        wayOut.takeAway(member, reason);
                    }
                }
                case UNPROBED, CREATED, PROBING -> {
                    if (asSpare) {
                        bringToAnswer(member);
                    } else {
                        wayOut.takeAway(member, reason);
                    }
                }
                case FROZEN, EXITED -> {}
            }
        }
    }

    private void start(int count, boolean toServe, String reason) {
        if (count <= 0
                || !imageReady()
                || !seen.networks().contains(name)
                || in.blocked(PlanInput.startsOf(name))) {
            return;
        }
        int room =
                pod.maxNodes()
                        + pod.spares()
                        + (roster.rolling() ? 1 : 0)
                        - seen.containersOf(name).size()
                        - startsNotSeenYet();
        Set<NodeName> taken = takenNames();
        for (int i = 0; i < Math.min(count, room); i++) {
            NodeName node = freeName(taken, toServe);
            taken.add(node);
            steps.add(new Action.StartNode(name, node), reason);
        }
    }

    private int startsNotSeenYet() {
        return (int)
                in.underWay().values().stream()
                        .filter(Action.StartNode.class::isInstance)
                        .map(Action.StartNode.class::cast)
                        .filter(a -> a.pod().equals(name) && seen.container(a.node()).isEmpty())
                        .count();
    }

    /// Names in use anywhere in the cloud, or on their way in or out.
    private Set<NodeName> takenNames() {
        Set<NodeName> taken = new TreeSet<>(seen.containers().keySet());
        taken.addAll(seen.servers().keySet());
        for (Action action : in.underWay().values()) {
            if (action instanceof Action.OnNode onNode) {
                taken.add(onNode.node());
            }
        }
        return taken;
    }

    private NodeName freeName(Set<NodeName> taken, boolean toServe) {
        PodSpec.Target target = pod.target();
        for (NodeName registered : target.registered()) {
            if (toServe && !taken.contains(registered)) {
                return registered;
            }
        }
        int number = 1;
        NodeName made = NodeName.numbered(name, number);
        while (taken.contains(made)
                || target.registered().contains(made)
                || target.paused().contains(made)
                || target.removing().contains(made)) {
            number++;
            made = NodeName.numbered(name, number);
        }
        return made;
    }
}
