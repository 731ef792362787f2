package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.Subject;
import dev.elasticcloud.manager.view.CloudView;
import dev.elasticcloud.manager.view.NodeView;
import dev.elasticcloud.manager.view.NodeView.Role;
import dev.elasticcloud.manager.view.NodeView.Stage;
import dev.elasticcloud.manager.view.PodView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Plans for one pod; lives for one planning. The view classifies each node; this class computes
/// how many are missing or surplus; it and its [NodeDecommissioner] alone emit steps.
final class PodPlanner {

    private final CloudView cloud;
    private final PodView pod;
    private final PodSpec spec;
    private final PodName name;
    private final PlanBuilder plan;
    private final NodeDecommissioner decommissioner;
    private final NodeNames names;
    private final Admission admission;

    PodPlanner(CloudView cloud, PodView pod, PlanBuilder plan, Admission admission) {
        this.cloud = cloud;
        this.pod = pod;
        this.spec = pod.spec();
        this.name = pod.name();
        this.plan = plan;
        this.decommissioner = new NodeDecommissioner(cloud, pod, plan);
        this.names = new NodeNames(cloud, spec);
        this.admission = admission;
    }

    void plan() {
        for (NodeView orphan : pod.with(Role.ORPHAN)) {
            plan.add(new Action.Unroute(name, orphan.node()), orphan.reason());
        }
        if (spec.target().initialised()) {
            prepare();
        } else {
            tearDown();
        }
        retireUnfit();
        if (spec.target().initialised()) {
            planServing();
        }
    }

    private void prepare() {
        if (!pod.imageReady()) {
            plan.add(new Action.BuildImage(name), "the pod's image is missing");
        }
        if (!pod.hasNetwork()) {
            plan.add(new Action.CreateNetwork(name), "the pod has no network");
        }
    }

    private void tearDown() {
        boolean empty =
                pod.containers() == 0
                        && pod.nodes().stream().noneMatch(NodeView::known)
                        && !pod.hasBackend();
        if (empty && pod.hasNetwork()) {
            plan.add(new Action.RemoveNetwork(name), "the pod is shut down");
        }
    }

    /// Takes out of service nodes that cannot or must not serve, independently of the count.
    private void retireUnfit() {
        for (NodeView node : pod.nodes()) {
            switch (node.role()) {
                case ENDED, DISMISSED, STALE_SPARE -> decommissioner.remove(node, node.reason());
                case HELD -> {
                    decommissioner.freeze(node, node.reason());
                    keepLimits(node);
                }
                case CUT_OFF -> decommissioner.stopUnreachable(node);
                case LATE -> decommissioner.stopSilent(node, node.reason());
                case SPARE ->
                        decommissioner.freeze(node, "it was frozen from outside while in rotation");
                case MAKING,
                        DECLARED,
                        ORPHAN,
                        LEAVING,
                        UNREADABLE,
                        THAWING,
                        FREEZING,
                        CANDIDATE -> {}
            }
        }
    }

    private void planServing() {
        boolean allPaused = spec.target().allPaused();
        int coming = (int) pod.nodes().stream().filter(NodeView::coming).count();
        Replacements replacements = Replacements.of(pod, coming);
        replacements.outdated().forEach(n -> decommissioner.remove(n, "its image is outdated"));
        replacements
                .silent()
                .forEach(n -> decommissioner.stopSilent(n, "it does not answer its health probes"));
        List<NodeView> candidates = replacements.keep();
        int wanted = allPaused ? 0 : spec.target().nodes() + (replacements.surge() ? 1 : 0);
        List<NodeView> keepers = candidates.subList(0, Math.min(wanted, candidates.size()));
        List<NodeView> surplus = candidates.subList(keepers.size(), candidates.size());
        keepers.forEach(this::bringToServe);

        List<NodeView> spares = spares();
        int absent = wanted - keepers.size();
        int thawed = thawSpares(spares, absent - coming - declared());
        int missing = absent - coming - thawed;
        boolean mayStart = thawed == 0 && pod.count(Role.THAWING) == 0;
        int room = roomForStarts(replacements.surge());
        if (mayStart) {
            room -= start(Math.min(missing, room), true, wantedReason(wanted));
        }
        int sparesToCome = Math.max(0, coming - absent);
        int sparesShort =
                allPaused
                        ? 0
                        : spec.spares() - spares.size() - pod.count(Role.FREEZING) - sparesToCome;
        retire(surplus, sparesShort, wanted + " wanted, " + candidates.size() + " are there");
        if (missing <= 0 && mayStart) {
            start(Math.min(sparesShort - surplus.size(), room), false, "a warm spare is wanted");
        }
        while (spares.size() > spec.spares()) {
            decommissioner.remove(
                    spares.removeLast(), "more spares than the " + spec.spares() + " wanted");
        }
        spares.forEach(this::keepLimits);
        keepers.forEach(this::keepSlots);
    }

    private static String wantedReason(int wanted) {
        return wanted + (wanted == 1 ? " node is" : " nodes are") + " wanted";
    }

    private List<NodeView> spares() {
        List<NodeView> spares = new ArrayList<>(pod.with(Role.SPARE));
        spares.sort(Comparator.comparing(n -> n.requireContainer().startedAt()));
        return spares;
    }

    /// Declared nodes that wait for their launch: on a manually scaled pod they come before
    /// spares.
    private int declared() {
        return spec.elasticity().enabled()
                ? 0
                : (int)
                        pod.with(Role.DECLARED).stream()
                                .filter(n -> n.underWay() == null)
                                .filter(n -> !NodeNames.kept(spec, n.node()))
                                .count();
    }

    private void bringToServe(NodeView node) {
        if (node.stage() == Stage.STANDBY) {
            plan.add(
                    new Action.Route(name, node.node()),
                    "it is healthy; " + spec.target().nodes() + " wanted");
        }
        bringToAnswer(node);
        keepLimits(node);
    }

    /// Brings a created or running node to the point of answering its probes.
    private void bringToAnswer(NodeView node) {
        if (node.stage() == Stage.UNPROBED
                && pod.hasBackend()
                && !node.requireContainer().address().isEmpty()) {
            plan.add(new Action.Probe(name, node.node()), "it runs and is not in the balancer");
        } else if (node.stage() == Stage.CREATED && canStart()) {
            plan.add(
                    new Action.StartNode(name, node.node()),
                    "its container was created but never started");
        }
    }

    private void keepLimits(NodeView node) {
        boolean due =
                !node.requireContainer().limits().equals(spec.limits())
                        && !(node.underWay() instanceof Action.UpdateLimits);
        if (due && admission.change(spec, node)) {
            plan.add(
                    new Action.UpdateLimits(name, node.node(), spec.limits()),
                    "the pod's limits changed");
        }
    }

    private void keepSlots(NodeView node) {
        BalancerServer server = node.server();
        if (server != null && server.slots() != spec.slots()) {
            plan.add(
                    new Action.SetSlots(name, node.node(), spec.slots()),
                    "the pod's slots changed");
        }
    }

    /// Starts wait while spares are being unfrozen: a start takes a hundred times as long, and
    /// would delay nodes that could serve at once.
    private int thawSpares(List<NodeView> spares, int missing) {
        int thawed = 0;
        while (thawed < missing
                && !spares.isEmpty()
                && admission.thaw(spec, spares.getFirst(), missing - thawed)) {
            NodeView spare = spares.removeFirst();
            plan.add(
                    new Action.Thaw(name, spare.node()),
                    "a warm spare serves at once; " + spec.target().nodes() + " wanted");
            thawed++;
        }
        return thawed;
    }

    /// Drains surplus nodes; as many as there are spares missing are frozen and kept.
    private void retire(List<NodeView> surplus, int sparesShort, String reason) {
        int keep = sparesShort;
        for (NodeView node : surplus) {
            boolean asSpare = keep-- > 0;
            switch (node.stage()) {
                case ONLINE, DOWN -> decommissioner.freeze(node, reason);
                case STANDBY -> {
                    if (asSpare) {
                        decommissioner.freeze(node, "it is kept as a warm spare");
                    } else {
                        decommissioner.remove(node, reason);
                    }
                }
                case UNPROBED, CREATED, PROBING -> {
                    if (asSpare) {
                        bringToAnswer(node);
                    } else {
                        decommissioner.remove(node, reason);
                    }
                }
                case FROZEN, EXITED, ABSENT -> {}
            }
        }
    }

    private boolean canStart() {
        return pod.imageReady() && pod.hasNetwork() && !cloud.blocked(new Subject.Starts(name));
    }

    /// How many more containers the pod may get. Nodes paused by the owner are not counted towards
    /// its maximum, as in its wanted count.
    private int roomForStarts(boolean surge) {
        int most = spec.maxNodes() + spec.spares() + (surge ? 1 : 0);
        return most - (pod.containers() - pod.count(Role.HELD));
    }

    /// Starts nodes where that can succeed; returns how many.
    private int start(int count, boolean toServe, String reason) {
        if (count <= 0 || !canStart()) {
            return 0;
        }
        int started = 0;
        while (started < count && admitted(count - started, toServe)) {
            NodeName node = toServe ? names.toServe() : names.made();
            plan.add(new Action.StartNode(name, node), reason);
            started++;
        }
        return started;
    }

    private boolean admitted(int wanted, boolean toServe) {
        Admission.Answer answer =
                toServe ? admission.start(spec, wanted) : admission.startSpare(spec);
        return answer == Admission.Answer.ADMITTED;
    }
}
