package dev.elasticcloud.manager.view;

import dev.elasticcloud.manager.model.Durations;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.view.NodeView.Role;
import dev.elasticcloud.manager.view.NodeView.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Classifies nodes: the first matching rule of an ordered table determines a node's role. The
/// only place that decides online, starting, draining, spare, failed, held, outdated or silent.
/// Pure.
public final class NodeClassifier {

    /// How long a started node may be without an address; Docker gives it one as it starts.
    public static final Duration ADDRESS_DEADLINE = Duration.ofSeconds(5);

    private final PodSpec pod;
    private final String fingerprint;
    private final Conditions conditions;
    private final Instant now;

    /// The input of the rules.
    ///
    /// @param fingerprint the pod's [PodSpec#nodeFingerprint]
    record Facts(
            PodSpec pod,
            String fingerprint,
            NodeName node,
            @Nullable NodeContainer container,
            @Nullable BalancerServer server,
            @Nullable Action underWay,
            Conditions conditions,
            Instant now,
            Stage stage) {

        boolean outdated() {
            return container != null && !container.fingerprint().equals(fingerprint);
        }

        boolean dismissed() {
            return !pod.target().initialised() || pod.target().removing().contains(node);
        }

        boolean held() {
            return pod.target().allPaused() || pod.target().paused().contains(node);
        }
    }

    /// One rule of the table.
    ///
    /// @param name the rule's name, unique in the table
    /// @param reason why a matching node has the role; empty where the role says it all
    record Rule(String name, Role role, Predicate<Facts> fits, Function<Facts, String> reason) {

        private static Rule of(String name, Role role, Predicate<Facts> fits) {
            return new Rule(name, role, fits, facts -> "");
        }

        private static Rule of(String name, Role role, Predicate<Facts> fits, String reason) {
            return new Rule(name, role, fits, facts -> reason);
        }
    }

    /// The table. Earlier rules win: an ended node is not held, a held node is not late.
    static final List<Rule> RULES =
            List.of(
                    Rule.of(
                            "start under way",
                            Role.MAKING,
                            f -> f.container() == null && f.underWay() instanceof Action.StartNode),
                    Rule.of(
                            "container gone",
                            Role.ORPHAN,
                            f -> f.container() == null && f.server() != null,
                            "its container is gone"),
                    Rule.of("registered", Role.DECLARED, f -> f.container() == null),
                    Rule.of(
                            "removal under way",
                            Role.LEAVING,
                            f -> f.underWay() instanceof Action.RemoveContainer),
                    new Rule(
                            "exited",
                            Role.ENDED,
                            f -> f.stage() == Stage.EXITED,
                            NodeClassifier::whyEnded),
                    Rule.of(
                            "pod shut down",
                            Role.DISMISSED,
                            f -> !f.pod().target().initialised(),
                            "the pod is shut down"),
                    Rule.of(
                            "removed by the owner",
                            Role.DISMISSED,
                            Facts::dismissed,
                            "its owner removed it"),
                    Rule.of("paused by the owner", Role.HELD, Facts::held, "it is paused"),
                    new Rule(
                            "cannot be inspected",
                            Role.UNREADABLE,
                            NodeClassifier::unreadable,
                            f -> f.container() == null ? "" : f.container().unreadable()),
                    Rule.of(
                            "off its network",
                            Role.CUT_OFF,
                            NodeClassifier::offNetwork,
                            "it has lost its pod's network"),
                    new Rule(
                            "no first answer in time",
                            Role.LATE,
                            NodeClassifier::late,
                            NodeClassifier::whyLate),
                    Rule.of(
                            "unfreeze under way",
                            Role.THAWING,
                            f -> f.stage() == Stage.FROZEN && f.underWay() instanceof Action.Thaw),
                    Rule.of(
                            "frozen, outdated",
                            Role.STALE_SPARE,
                            f -> f.stage() == Stage.FROZEN && f.outdated(),
                            "this spare is of an older image"),
                    Rule.of("frozen", Role.SPARE, f -> f.stage() == Stage.FROZEN),
                    Rule.of(
                            "freeze under way",
                            Role.FREEZING,
                            f -> f.underWay() instanceof Action.Freeze),
                    Rule.of("able to serve", Role.CANDIDATE, f -> true));

    /// Classifies the nodes of one pod at one moment.
    public NodeClassifier(PodSpec pod, Conditions conditions, Instant now) {
        this.pod = pod;
        this.fingerprint = pod.nodeFingerprint();
        this.conditions = conditions;
        this.now = now;
    }

    /// @param container the container with the node's name, if there is one
    /// @param server the balancer entry with the node's name, if there is one
    /// @param underWay the running action on the node, if there is one
    public NodeView classify(
            NodeName node,
            @Nullable NodeContainer container,
            @Nullable BalancerServer server,
            @Nullable Action underWay) {
        Stage stage =
                container == null
                        ? Stage.ABSENT
                        : StageReader.stage(container, server, conditions, now);
        Facts facts =
                new Facts(
                        pod,
                        fingerprint,
                        node,
                        container,
                        server,
                        underWay,
                        conditions,
                        now,
                        stage);
        Rule rule = ruleFor(facts);
        return new NodeView(
                pod.name(),
                node,
                stage,
                rule.role(),
                rule.reason().apply(facts),
                stateOf(facts, rule.role()),
                facts.outdated(),
                container,
                server,
                underWay);
    }

    static Rule ruleFor(Facts facts) {
        for (Rule rule : RULES) {
            if (rule.fits().test(facts)) {
                return rule;
            }
        }
        throw new IllegalStateException("The last rule fits every node");
    }

    private static NodeState stateOf(Facts facts, Role role) {
        if (role == Role.UNREADABLE) {
            return NodeState.FAILED;
        }
        return switch (facts.stage()) {
            case ABSENT -> role == Role.MAKING ? NodeState.STARTING : NodeState.REGISTERED;
            case EXITED -> leaving(facts, role) ? NodeState.DRAINING : NodeState.FAILED;
            case CREATED -> NodeState.STARTING;
            case FROZEN -> {
                if (role == Role.THAWING) {
                    yield NodeState.STARTING;
                }
                if (leaving(facts, role)) {
                    yield NodeState.DRAINING;
                }
                yield facts.held() ? NodeState.PAUSED : NodeState.SPARE;
            }
            case ONLINE -> NodeState.ONLINE;
            case DOWN -> NodeState.FAILED;
            case STANDBY, PROBING, UNPROBED ->
                    leaving(facts, role) || hasServed(facts)
                            ? NodeState.DRAINING
                            : NodeState.STARTING;
        };
    }

    private static boolean leaving(Facts facts, Role role) {
        return role == Role.LEAVING || facts.dismissed();
    }

    /// Distinguishes a draining node from a starting one. A node no longer in the balancer is
    /// still draining if it was before.
    private static boolean hasServed(Facts facts) {
        NodeState was = facts.conditions().before().get(facts.node());
        BalancerServer server = facts.server();
        return was == NodeState.DRAINING
                || server != null
                        && (server.served() > 0 || server.healthy() && was == NodeState.ONLINE);
    }

    /// A serving node keeps serving even if the engine cannot inspect it.
    private static boolean unreadable(Facts facts) {
        return facts.container() != null
                && !facts.container().unreadable().isEmpty()
                && facts.stage() != Stage.ONLINE;
    }

    /// A node in the balancer had an address; any other may be about to get one. One that was never
    /// started gets its address as it starts, whatever the balancer has left of an earlier one.
    private static boolean offNetwork(Facts facts) {
        Instant since = facts.conditions().offNetwork().get(facts.node());
        return facts.container() != null
                && facts.stage() != Stage.CREATED
                && facts.container().address().isEmpty()
                && (facts.server() != null
                        || since != null && facts.now().isAfter(since.plus(ADDRESS_DEADLINE)));
    }

    private static boolean late(Facts facts) {
        Instant since = facts.conditions().probing().get(facts.node());
        return since != null
                && facts.stage() == Stage.PROBING
                && facts.now().isAfter(since.plus(facts.pod().startup().deadline()));
    }

    /// Names the probe's request, how it ended, and what may be changed.
    private static String whyLate(Facts facts) {
        BalancerServer server = facts.server();
        String last = server == null || server.probe().isEmpty() ? "" : ": " + server.probe();
        return "it did not answer its health probe, GET %s on port %d, within %s%s"
                .formatted(
                        facts.pod().health(),
                        facts.pod().port(),
                        Durations.format(facts.pod().startup().deadline()),
                        last);
    }

    private static String whyEnded(Facts facts) {
        NodeContainer container = facts.container();
        if (container == null || container.outOfMemory()) {
            return "it ran out of memory";
        }
        return "it ended with exit code " + container.exitCode();
    }
}
