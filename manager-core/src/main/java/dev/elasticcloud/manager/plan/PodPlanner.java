package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.Action;
import dev.elasticcloud.manager.model.BalancerServer;
import dev.elasticcloud.manager.model.NodeContainer;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.Observation;
import dev.elasticcloud.manager.model.Plan;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.PodSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Plans for one pod; lives for one planning.
final class PodPlanner {

    /// How long a started node may take to answer its first health probe.
    static final Duration START_DEADLINE = Duration.ofSeconds(60);

    private static final Comparator<Member> BEST_FIRST =
            Comparator.comparing(Member::stage)
                    .thenComparing(Member::running, Comparator.reverseOrder())
                    .thenComparing(m -> m.container().startedAt())
                    .thenComparing(Member::name);

    private final PlanInput in;
    private final PodSpec pod;
    private final PodName name;
    private final Observation seen;
    private final List<Plan.Step> steps = new ArrayList<>();

    /// Nodes that could serve, spares and those on their way out excepted.
    private final List<Member> candidates = new ArrayList<>();

    private final List<Member> spares = new ArrayList<>();

    /// Nodes on their way to serve that cannot be seen yet: their start or thaw is under way.
    private int coming;

    /// Nodes that are just being frozen into spares.
    private int freezing;

    PodPlanner(PlanInput in, PodSpec pod) {
        this.in = in;
        this.pod = pod;
        this.name = pod.name();
        this.seen = in.observation();
    }

    List<Plan.Step> plan() {
        forgetServersWithoutContainer();
        if (pod.target().initialised()) {
            makeGround();
        }
        sortOutMembers();
        if (pod.target().initialised()) {
            planServing();
        } else {
            windDown();
        }
        return steps;
    }

    private void forgetServersWithoutContainer() {
        for (BalancerServer server : seen.serversOf(name)) {
            boolean starting =
                    in.underWay().get("node " + server.node()) instanceof Action.StartNode;
            if (seen.container(server.node()).isEmpty() && !starting) {
                add(new Action.Unroute(name, server.node()), "its container is gone");
            }
        }
    }

    private void makeGround() {
        if (!imageReady()) {
            add(new Action.BuildImage(name), "the pod's image is not there");
        }
        if (!seen.networks().contains(name)) {
            add(new Action.CreateNetwork(name), "the pod has no network");
        }
    }

    private boolean imageReady() {
        return pod.nodeFingerprint().equals(seen.images().get(name));
    }

    private void sortOutMembers() {
        for (Action action : in.underWay().values()) {
            if (action instanceof Action.StartNode start
                    && start.pod().equals(name)
                    && seen.container(start.node()).isEmpty()) {
                coming++;
            }
        }
        List<Member> outdated = new ArrayList<>();
        for (NodeContainer container : seen.containersOf(name)) {
            Member member = Member.of(container, seen.servers().get(container.node()));
            sortOut(member, outdated);
        }
        candidates.sort(BEST_FIRST);
        spares.sort(Comparator.comparing(m -> m.container().startedAt()));
        replaceOneOf(outdated);
        replaceUnhealthy();
    }

    private void sortOut(Member member, List<Member> outdated) {
        Action begun = in.underWay().get("node " + member.name());
        boolean leaving =
                !pod.target().initialised() || pod.target().removing().contains(member.name());
        boolean held = pod.target().allPaused() || pod.target().paused().contains(member.name());
        boolean old = !member.container().fingerprint().equals(pod.nodeFingerprint());
        if (begun instanceof Action.RemoveContainer) {
            return;
        }
        if (member.stage() == Member.Stage.EXITED) {
            takeAway(member, whyExited(member.container()));
        } else if (leaving) {
            takeAway(
                    member,
                    pod.target().initialised() ? "it is to be removed" : "the pod is shut down");
        } else if (held) {
            hold(member);
        } else if (late(member)) {
            takeAway(
                    member,
                    "it did not answer its health probe within %d s"
                            .formatted(START_DEADLINE.toSeconds()));
        } else if (member.stage() == Member.Stage.FROZEN) {
            sortOutFrozen(member, begun, old);
        } else if (begun instanceof Action.Freeze) {
            freezing++;
        } else {
            candidates.add(member);
            if (old) {
                outdated.add(member);
            }
        }
    }

    private void sortOutFrozen(Member member, @Nullable Action begun, boolean old) {
        if (begun instanceof Action.Thaw) {
            coming++;
        } else if (old) {
            takeAway(member, "this spare is of an older image");
        } else {
            if (member.inRotation()) {
                add(
                        new Action.Freeze(name, member.name()),
                        "it was frozen from outside while in rotation");
            }
            spares.add(member);
        }
    }

    private boolean late(Member member) {
        Instant since = in.probingSince().get(member.name());
        return since != null
                && member.stage() == Member.Stage.PROBING
                && in.now().isAfter(since.plus(START_DEADLINE));
    }

    private static String whyExited(NodeContainer container) {
        return container.outOfMemory()
                ? "it ran out of memory"
                : "it ended with exit code " + container.exitCode();
    }

    /// Rolls a changed image out: one more node first where there is room, then one old node goes.
    private void replaceOneOf(List<Member> outdated) {
        if (outdated.isEmpty()) {
            return;
        }
        int wanted = pod.target().nodes();
        long online = candidates.stream().filter(m -> m.stage() == Member.Stage.ONLINE).count();
        Member victim =
                outdated.stream()
                        .filter(m -> m.stage() != Member.Stage.ONLINE)
                        .findFirst()
                        .orElse(null);
        boolean full = wanted >= pod.maxNodes() && online == candidates.size();
        if (victim == null && (online > wanted || full)) {
            victim = outdated.stream().min(Comparator.comparing(Member::running)).orElseThrow();
        }
        if (victim != null) {
            candidates.remove(victim);
            takeAway(victim, "its image is outdated");
        }
        rolling = victim == null && !full;
    }

    /// Whether one node more than wanted is due because an outdated one is to be replaced.
    private boolean rolling;

    /// Takes away nodes that stopped answering, but never most of a pod: then the fault is not
    /// the nodes'.
    private void replaceUnhealthy() {
        List<Member> down =
                candidates.stream().filter(m -> m.stage() == Member.Stage.DOWN).toList();
        if (down.size() * 2 > candidates.size()) {
            return;
        }
        for (Member member : down) {
            candidates.remove(member);
            takeAway(member, "it does not answer its health probes");
        }
    }

    private void planServing() {
        int wanted = pod.target().allPaused() ? 0 : pod.target().nodes() + (rolling ? 1 : 0);
        List<Member> keepers = candidates.subList(0, Math.min(wanted, candidates.size()));
        List<Member> surplus = candidates.subList(keepers.size(), candidates.size());
        keepers.forEach(this::bringToServe);
        int missing = wanted - keepers.size() - coming;
        missing -= thawSpares(missing - declared());
        if (missing > 0) {
            start(missing, true, wanted + (wanted == 1 ? " node is" : " nodes are") + " wanted");
        }
        retire(surplus, wanted);
        if (missing <= 0 && !pod.target().allPaused()) {
            int short_ = pod.spares() - spares.size() - freezing - surplus.size() - over(wanted);
            start(short_, false, "a warm spare is wanted");
        }
        dropExtraSpares();
        spares.forEach(this::keepLimits);
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

    /// Nodes whose start is under way beyond what serving needs: they become spares.
    private int over(int wanted) {
        return Math.max(0, coming - Math.max(0, wanted - Math.min(wanted, candidates.size())));
    }

    private void bringToServe(Member member) {
        String reason = pod.target().nodes() + " wanted";
        switch (member.stage()) {
            case STANDBY -> add(new Action.Route(name, member.name()), "it is healthy; " + reason);
            case UNPROBED -> probe(member);
            case CREATED -> startAgain(member);
            case ONLINE, PROBING, DOWN, FROZEN, EXITED -> {}
        }
        keepLimits(member);
    }

    private void probe(Member member) {
        if (seen.traffic().containsKey(name) && !member.container().address().isEmpty()) {
            add(new Action.Probe(name, member.name()), "it runs and is not in the balancer");
        }
    }

    private void startAgain(Member member) {
        if (!in.blocked(PlanInput.startsOf(name))) {
            add(new Action.StartNode(name, member.name()), "it was made and never started");
        }
    }

    private void keepLimits(Member member) {
        if (!member.container().limits().equals(pod.limits())) {
            add(
                    new Action.UpdateLimits(name, member.name(), pod.limits()),
                    "the pod's limits changed");
        }
    }

    private void keepSlots(Member member) {
        BalancerServer server = member.server();
        if (server != null && server.slots() != pod.slots()) {
            add(new Action.SetSlots(name, member.name(), pod.slots()), "the pod's slots changed");
        }
    }

    private int thawSpares(int missing) {
        int thawed = 0;
        while (thawed < missing && !spares.isEmpty()) {
            Member spare = spares.removeFirst();
            add(
                    new Action.Thaw(name, spare.name()),
                    "a warm spare serves at once; " + pod.target().nodes() + " wanted");
            thawed++;
        }
        return thawed;
    }

    private void start(int count, boolean toServe, String reason) {
        if (count <= 0
                || !imageReady()
                || !seen.networks().contains(name)
                || in.blocked(PlanInput.startsOf(name))) {
            return;
        }
        Set<NodeName> taken = new TreeSet<>(seen.containers().keySet());
        for (Action action : in.underWay().values()) {
            if (action instanceof Action.OnNode onNode) {
                taken.add(onNode.node());
            }
        }
        seen.servers().keySet().forEach(taken::add);
        int room = pod.maxNodes() + pod.spares() + (rolling ? 1 : 0) - taken(taken);
        for (int i = 0; i < Math.min(count, room); i++) {
            NodeName node = freeName(taken, toServe);
            taken.add(node);
            add(new Action.StartNode(name, node), reason);
        }
    }

    private int taken(Set<NodeName> names) {
        int ours = 0;
        for (NodeName node : names) {
            NodeContainer container = seen.containers().get(node);
            Action begun = in.underWay().get("node " + node);
            boolean here =
                    container != null
                            ? container.pod().equals(name)
                            : begun instanceof Action.StartNode start && start.pod().equals(name);
            ours += here ? 1 : 0;
        }
        return ours;
    }

    private NodeName freeName(Set<NodeName> taken, boolean toServe) {
        for (NodeName registered : pod.target().registered()) {
            if (toServe && !taken.contains(registered)) {
                return registered;
            }
        }
        int number = 1;
        while (taken.contains(NodeName.numbered(name, number))
                || pod.target().registered().contains(NodeName.numbered(name, number))
                || pod.target().paused().contains(NodeName.numbered(name, number))
                || pod.target().removing().contains(NodeName.numbered(name, number))) {
            number++;
        }
        return NodeName.numbered(name, number);
    }

    /// Sends surplus nodes out of rotation; as many as spares are short of are kept, frozen.
    private void retire(List<Member> surplus, int wanted) {
        int keep = Math.max(0, pod.spares() - spares.size() - freezing - over(wanted));
        if (pod.target().allPaused()) {
            keep = 0;
        }
        for (Member member : surplus) {
            boolean asSpare = keep > 0;
            if (asSpare) {
                keep--;
            }
            String reason = wanted + " wanted, " + candidates.size() + " are there";
            switch (member.stage()) {
                case ONLINE, DOWN -> add(new Action.Drain(name, member.name()), reason);
                case STANDBY -> {
                    if (!idle(member)) {
                        continue;
                    }
                    if (asSpare) {
                        add(new Action.Freeze(name, member.name()), "it is kept as a warm spare");
                    } else {
                        takeAway(member, reason);
                    }
                }
                case UNPROBED, CREATED, PROBING -> {
                    if (asSpare) {
                        bringToServeAsSpare(member);
                    } else {
                        takeAway(member, reason);
                    }
                }
                case FROZEN, EXITED -> {}
            }
        }
    }

    private void bringToServeAsSpare(Member member) {
        if (member.stage() == Member.Stage.UNPROBED) {
            probe(member);
        } else if (member.stage() == Member.Stage.CREATED) {
            startAgain(member);
        }
    }

    private void dropExtraSpares() {
        while (spares.size() > pod.spares()) {
            takeAway(spares.removeLast(), "more spares than the " + pod.spares() + " wanted");
        }
    }

    /// Out of rotation, then frozen: what the owner paused.
    private void hold(Member member) {
        switch (member.stage()) {
            case ONLINE, DOWN -> add(new Action.Drain(name, member.name()), "it is paused");
            case STANDBY, PROBING, UNPROBED -> {
                if (idle(member)) {
                    add(new Action.Freeze(name, member.name()), "it is paused");
                }
            }
            case FROZEN -> {
                if (member.inRotation()) {
                    add(new Action.Freeze(name, member.name()), "it is paused");
                }
                keepLimits(member);
            }
            case CREATED, EXITED -> {}
        }
    }

    /// One step on the way out: out of rotation, idle, out of the balancer, stopped.
    private void takeAway(Member member, String reason) {
        boolean dead =
                member.stage() == Member.Stage.EXITED || member.stage() == Member.Stage.FROZEN;
        if (!dead && member.inRotation()) {
            add(new Action.Drain(name, member.name()), reason);
        } else if (dead || idle(member)) {
            add(
                    member.known()
                            ? new Action.Unroute(name, member.name())
                            : new Action.RemoveContainer(name, member.name()),
                    reason);
        }
    }

    /// Nothing runs on it, and no older balancer process could still be using it.
    private boolean idle(Member member) {
        return member.running() == 0 && seen.balancer().settled();
    }

    private void windDown() {
        boolean empty =
                seen.containersOf(name).isEmpty()
                        && seen.serversOf(name).isEmpty()
                        && !seen.traffic().containsKey(name);
        if (empty && seen.networks().contains(name)) {
            add(new Action.RemoveNetwork(name), "the pod is shut down");
        }
    }

    private void add(Action action, String reason) {
        if (in.underWay().containsKey(action.subject())
                || in.blocked(action.subject())
                || steps.stream().anyMatch(s -> s.action().subject().equals(action.subject()))) {
            return;
        }
        steps.add(new Plan.Step(action, reason));
    }
}
