package dev.elasticcloud.manager.plan;

import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A pod's nodes sorted by what they are good for. Those good for nothing any more, and those held
/// by the owner, get their step on the way out while being sorted.
final class NodeClassifier {

    /// How long a started node may take to answer its first health probe.
    static final Duration START_DEADLINE = Duration.ofSeconds(60);

    /// How long a started node may be without an address; Docker gives it one as it starts.
    static final Duration ADDRESS_DEADLINE = Duration.ofSeconds(5);

    /// Those that serve before those that could; among equals the busy, then the old.
    private static final Comparator<Member> BEST_FIRST =
            Comparator.comparing(Member::stage)
                    .thenComparing(Member::running, Comparator.reverseOrder())
                    .thenComparing(m -> m.container().startedAt())
                    .thenComparing(Member::name);

    /// Nodes that could serve, best first; spares and those on their way out are not among them.
    final List<Member> candidates = new ArrayList<>();

    /// Frozen nodes ready to serve, oldest first.
    final List<Member> spares = new ArrayList<>();

    /// Nodes held frozen by the owner, or on their way there.
    final List<Member> held = new ArrayList<>();

    private final PlanInput in;
    private final PodSpec pod;
    private final NodeDecommissioner wayOut;
    private int coming;
    private int freezing;
    private boolean rolling;

    NodeClassifier(PlanInput in, PodSpec pod, NodeDecommissioner wayOut) {
        this.in = in;
        this.pod = pod;
        this.wayOut = wayOut;
        countStarts();
        List<Member> outdated = new ArrayList<>();
        for (NodeContainer container : in.observation().containersOf(pod.name())) {
            Member member = Member.of(container, in.observation().servers().get(container.node()));
            sort(member, outdated);
        }
        candidates.sort(BEST_FIRST);
        spares.sort(Comparator.comparing(m -> m.container().startedAt()));
        replaceOneOf(outdated);
        replaceSilent();
    }

    /// Nodes on their way to serve that cannot be seen yet: their start or thaw is under way.
    int coming() {
        return coming;
    }

    /// Nodes that are just being frozen into spares.
    int freezing() {
        return freezing;
    }

    /// Whether one node more than wanted is due, because an outdated one is to be replaced.
    boolean rolling() {
        return rolling;
    }

    private void countStarts() {
        for (Action action : in.underWay().values()) {
            if (action instanceof Action.StartNode start
                    && start.pod().equals(pod.name())
                    && in.observation().container(start.node()).isEmpty()) {
                coming++;
            }
        }
    }

    private void sort(Member member, List<Member> outdated) {
        Action begun = in.underWay().get("node " + member.name());
        PodSpec.Target target = pod.target();
        boolean old = !member.container().fingerprint().equals(pod.nodeFingerprint());
        if (begun instanceof Action.RemoveContainer) {
            return;
        }
        if (member.stage() == Member.Stage.EXITED) {
            wayOut.takeAway(member, whyExited(member.container()));
        } else if (!target.initialised()) {
            wayOut.takeAway(member, "the pod is shut down");
        } else if (target.removing().contains(member.name())) {
            wayOut.takeAway(member, "it is to be removed");
        } else if (target.allPaused() || target.paused().contains(member.name())) {
            held.add(member);
            wayOut.hold(member, "it is paused");
        } else if (offNetwork(member)) {
            wayOut.cutOff(member, "it has lost its pod's network");
        } else if (late(member)) {
            wayOut.giveUp(
                    member,
                    "it did not answer its health probe within %d s"
                            .formatted(START_DEADLINE.toSeconds()));
        } else if (member.stage() == Member.Stage.FROZEN) {
            sortFrozen(member, begun, old);
        } else if (begun instanceof Action.Freeze) {
            freezing++;
        } else {
            candidates.add(member);
            if (old) {
                outdated.add(member);
            }
        }
    }

    private void sortFrozen(Member member, @Nullable Action begun, boolean old) {
        if (begun instanceof Action.Thaw) {
            coming++;
        } else if (old) {
            wayOut.takeAway(member, "this spare is of an older image");
        } else {
            wayOut.hold(member, "it was frozen from outside while in rotation");
            spares.add(member);
        }
    }

    /// Whether a node is still on its way to serving.
    private static boolean isFresh(Member member) {
        return switch (member.stage()) {
            case STANDBY, PROBING, UNPROBED, CREATED -> true;
            case ONLINE, DOWN, FROZEN, EXITED -> false;
        };
    }

    /// A node that the balancer knows had an address; another may be about to get one.
    private boolean offNetwork(Member member) {
        Instant since = in.since().offNetwork().get(member.name());
        return member.container().address().isEmpty()
                && (member.known()
                        || since != null && in.now().isAfter(since.plus(ADDRESS_DEADLINE)));
    }

    private boolean late(Member member) {
        Instant since = in.since().probing().get(member.name());
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
            wayOut.takeAway(victim, "its image is outdated");
        }
        rolling = victim == null && !full;
    }

    /// Gives up nodes that stopped answering. When they are most of a pod they are tried one at a
    /// time, each when the one before it has been replaced: the fault may well not be theirs.
    private void replaceSilent() {
        List<Member> silent =
                candidates.stream().filter(m -> m.stage() == Member.Stage.DOWN).toList();
        long fresh = candidates.stream().filter(NodeClassifier::isFresh).count();
        if (silent.size() * 2 > candidates.size() - fresh) {
            boolean replacing = coming > 0 || fresh > 0;
            silent = replacing || silent.isEmpty() ? List.of() : List.of(silent.getLast());
        }
        candidates.removeAll(silent);
        silent.forEach(m -> wayOut.giveUp(m, "it does not answer its health probes"));
    }
}
