package dev.elasticcloud.manager.view;

import static dev.elasticcloud.manager.Observed.outdated;
import static dev.elasticcloud.manager.Specs.LIGHT;
import static dev.elasticcloud.manager.view.GivenNode.EXITED;
import static dev.elasticcloud.manager.view.GivenNode.FROZEN;
import static dev.elasticcloud.manager.view.GivenNode.LATE;
import static dev.elasticcloud.manager.view.GivenNode.NODE;
import static dev.elasticcloud.manager.view.GivenNode.POD;
import static dev.elasticcloud.manager.view.GivenNode.PROBED;
import static dev.elasticcloud.manager.view.GivenNode.READY;
import static dev.elasticcloud.manager.view.GivenNode.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.view.NodeClassifier.Rule;
import dev.elasticcloud.manager.view.NodeView.Role;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of rules: a case for each, and which one wins where two fit.
class NodeClassifierRulesTest {

    private static final Action START = new Action.StartNode(LIGHT, NODE);
    private static final Action REMOVE = new Action.RemoveContainer(LIGHT, NODE);
    private static final Action THAW = new Action.Thaw(LIGHT, NODE);
    private static final Action FREEZE = new Action.Freeze(LIGHT, NODE);

    private record Case(String rule, GivenNode given, Role role, NodeState state) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<Case> oneOfEach() {
        GivenNode alone = GivenNode.of(null);
        GivenNode runs = GivenNode.of(RUNNING);
        GivenNode frozen = GivenNode.of(FROZEN);
        return Stream.of(
                new Case("start under way", alone.during(START), Role.MAKING, NodeState.STARTING),
                new Case("container gone", alone.known(READY), Role.ORPHAN, NodeState.REGISTERED),
                new Case("registered", alone, Role.DECLARED, NodeState.REGISTERED),
                new Case(
                        "removal under way", runs.during(REMOVE), Role.LEAVING, NodeState.DRAINING),
                new Case("exited", GivenNode.of(EXITED), Role.ENDED, NodeState.FAILED),
                new Case(
                        "pod shut down",
                        runs.wanted(Target.NONE),
                        Role.DISMISSED,
                        NodeState.DRAINING),
                new Case(
                        "removed by the owner", runs.removed(), Role.DISMISSED, NodeState.DRAINING),
                new Case("paused by the owner", frozen.paused(), Role.HELD, NodeState.PAUSED),
                new Case(
                        "cannot be inspected",
                        GivenNode.of(RUNNING.withUnreadable("inspect failed: 500")),
                        Role.UNREADABLE,
                        NodeState.FAILED),
                new Case(
                        "off its network",
                        GivenNode.of(RUNNING.withAddress("")).known(READY),
                        Role.CUT_OFF,
                        NodeState.STARTING),
                new Case(
                        "no first answer in time",
                        runs.known(PROBED).after(LATE),
                        Role.LATE,
                        NodeState.STARTING),
                new Case(
                        "unfreeze under way",
                        frozen.during(THAW),
                        Role.THAWING,
                        NodeState.STARTING),
                new Case(
                        "frozen, outdated",
                        GivenNode.of(outdated(FROZEN)),
                        Role.STALE_SPARE,
                        NodeState.SPARE),
                new Case("frozen", frozen, Role.SPARE, NodeState.SPARE),
                new Case(
                        "freeze under way", runs.during(FREEZE), Role.FREEZING, NodeState.STARTING),
                new Case("able to serve", runs.known(READY), Role.CANDIDATE, NodeState.ONLINE));
    }

    @ParameterizedTest
    @MethodSource("oneOfEach")
    void eachCaseMatchesItsRule(Case expected) {
        assertThat(expected.given().rule()).isEqualTo(expected.rule());
        assertThat(expected.given().view().role()).isEqualTo(expected.role());
        assertThat(expected.given().view().state()).isEqualTo(expected.state());
    }

    @Test
    void thereIsACaseForEachRuleAndTheirNamesAreUnique() {
        List<String> names = NodeClassifier.RULES.stream().map(Rule::name).toList();

        assertThat(names).doesNotHaveDuplicates();
        assertThat(oneOfEach().map(Case::rule)).containsExactlyElementsOf(names);
    }

    private record Both(String first, String second, GivenNode given) {
        @Override
        public String toString() {
            return first + " before " + second;
        }
    }

    static Stream<Both> whereTwoFit() {
        GivenNode runs = GivenNode.of(RUNNING);
        GivenNode frozen = GivenNode.of(FROZEN);
        GivenNode offNetwork = GivenNode.of(RUNNING.withAddress("")).known(READY);
        return Stream.of(
                new Both(
                        "start under way",
                        "container gone",
                        GivenNode.of(null).known(READY).during(START)),
                new Both("start under way", "registered", GivenNode.of(null).during(START)),
                new Both("container gone", "registered", GivenNode.of(null).known(READY)),
                new Both("removal under way", "exited", GivenNode.of(EXITED).during(REMOVE)),
                new Both(
                        "removal under way", "paused by the owner", frozen.paused().during(REMOVE)),
                new Both("exited", "paused by the owner", GivenNode.of(EXITED).paused()),
                new Both("exited", "removed by the owner", GivenNode.of(EXITED).removed()),
                new Both("pod shut down", "removed by the owner", runs.wanted(Target.NONE)),
                new Both(
                        "removed by the owner",
                        "paused by the owner",
                        runs.wanted(
                                POD.target().withPaused(Set.of(NODE)).withRemoving(Set.of(NODE)))),
                new Both("paused by the owner", "off its network", offNetwork.paused()),
                new Both(
                        "paused by the owner",
                        "no first answer in time",
                        runs.known(PROBED).after(LATE).paused()),
                new Both("paused by the owner", "frozen", frozen.paused()),
                new Both(
                        "paused by the owner",
                        "frozen, outdated",
                        GivenNode.of(outdated(FROZEN)).paused()),
                new Both("off its network", "able to serve", offNetwork),
                new Both(
                        "no first answer in time", "able to serve", runs.known(PROBED).after(LATE)),
                new Both("unfreeze under way", "frozen", frozen.during(THAW)),
                new Both(
                        "unfreeze under way",
                        "frozen, outdated",
                        GivenNode.of(outdated(FROZEN)).during(THAW)),
                new Both("frozen, outdated", "frozen", GivenNode.of(outdated(FROZEN))),
                new Both("frozen", "freeze under way", frozen.during(FREEZE)),
                new Both("freeze under way", "able to serve", runs.during(FREEZE)));
    }

    @ParameterizedTest
    @MethodSource("whereTwoFit")
    void whereTwoRulesFitTheEarlierWins(Both both) {
        assertThat(NodeClassifier.RULES)
                .filteredOn(both.given()::fits)
                .extracting(Rule::name)
                .contains(both.first(), both.second())
                .first()
                .isEqualTo(both.first());
    }
}
