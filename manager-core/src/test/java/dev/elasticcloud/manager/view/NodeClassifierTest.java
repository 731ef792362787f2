package dev.elasticcloud.manager.view;

import static dev.elasticcloud.manager.Observed.NOW;
import static dev.elasticcloud.manager.Observed.container;
import static dev.elasticcloud.manager.Observed.outdated;
import static dev.elasticcloud.manager.Observed.server;
import static dev.elasticcloud.manager.Specs.LIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.Specs;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.observed.BalancerServer;
import dev.elasticcloud.manager.model.observed.BalancerServer.Mode;
import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeContainer.State;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.spec.Startup;
import dev.elasticcloud.manager.model.spec.Target;
import dev.elasticcloud.manager.model.status.Action;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.view.NodeClassifier.Rule;
import dev.elasticcloud.manager.view.NodeView.Role;
import dev.elasticcloud.manager.view.NodeView.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NodeClassifierTest {

    private static final NodeName NODE = NodeName.of("light-1");
    private static final PodSpec POD = Specs.pod("light", 1);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private static final NodeContainer RUNNING = container(POD, "light-1", State.RUNNING);
    private static final NodeContainer FROZEN = container(POD, "light-1", State.FROZEN);
    private static final NodeContainer EXITED = container(POD, "light-1", State.EXITED);
    private static final BalancerServer READY = server(POD, "light-1", Mode.READY, true, 0);
    private static final BalancerServer PROBED = server(POD, "light-1", Mode.DRAINING, false, 0);

    private static final Conditions LATE =
            new Conditions(
                    Map.of(NODE, NOW.minus(Startup.STANDARD.deadline()).minus(MOMENT)),
                    Map.of(),
                    Map.of(),
                    Map.of());

    private static final Action START = new Action.StartNode(LIGHT, NODE);
    private static final Action REMOVE = new Action.RemoveContainer(LIGHT, NODE);
    private static final Action THAW = new Action.Thaw(LIGHT, NODE);
    private static final Action FREEZE = new Action.Freeze(LIGHT, NODE);

    /// A node as the classifier is given it.
    private record Given(
            PodSpec pod,
            @Nullable NodeContainer container,
            @Nullable BalancerServer server,
            @Nullable Action underWay,
            Conditions conditions) {

        static Given of(@Nullable NodeContainer container) {
            return new Given(POD, container, null, null, Conditions.NONE);
        }

        Given known(BalancerServer changed) {
            return new Given(pod, container, changed, underWay, conditions);
        }

        Given during(Action changed) {
            return new Given(pod, container, server, changed, conditions);
        }

        Given after(Conditions changed) {
            return new Given(pod, container, server, underWay, changed);
        }

        Given wanted(Target target) {
            return new Given(pod.withTarget(target), container, server, underWay, conditions);
        }

        Given paused() {
            return wanted(pod.target().withPaused(Set.of(NODE)));
        }

        Given removed() {
            return wanted(pod.target().withRemoving(Set.of(NODE)));
        }

        NodeView view() {
            return NodeClassifier.classify(pod, NODE, container, server, underWay, conditions, NOW);
        }

        boolean fits(Rule rule) {
            NodeView seen = view();
            return rule.fits()
                    .test(
                            new NodeClassifier.Facts(
                                    pod,
                                    NODE,
                                    container,
                                    server,
                                    underWay,
                                    conditions,
                                    NOW,
                                    seen.stage()));
        }

        String rule() {
            return NodeClassifier.RULES.stream()
                    .filter(this::fits)
                    .findFirst()
                    .map(Rule::name)
                    .orElseThrow();
        }
    }

    private record Case(String rule, Given given, Role role, NodeState state) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static Stream<Case> oneOfEach() {
        Given alone = Given.of(null);
        Given runs = Given.of(RUNNING);
        Given frozen = Given.of(FROZEN);
        return Stream.of(
                new Case("start under way", alone.during(START), Role.MAKING, NodeState.STARTING),
                new Case("container gone", alone.known(READY), Role.ORPHAN, NodeState.REGISTERED),
                new Case("registered", alone, Role.DECLARED, NodeState.REGISTERED),
                new Case(
                        "removal under way", runs.during(REMOVE), Role.LEAVING, NodeState.DRAINING),
                new Case("exited", Given.of(EXITED), Role.ENDED, NodeState.FAILED),
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
                        Given.of(RUNNING.withUnreadable("inspect failed: 500")),
                        Role.UNREADABLE,
                        NodeState.FAILED),
                new Case(
                        "off its network",
                        Given.of(RUNNING.withAddress("")).known(READY),
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
                        Given.of(outdated(FROZEN)),
                        Role.STALE_SPARE,
                        NodeState.SPARE),
                new Case("frozen", frozen, Role.SPARE, NodeState.SPARE),
                new Case(
                        "freeze under way", runs.during(FREEZE), Role.FREEZING, NodeState.STARTING),
                new Case("able to serve", runs.known(READY), Role.CANDIDATE, NodeState.ONLINE));
    }

    @ParameterizedTest
    @MethodSource("oneOfEach")
    void eachRuleHasItsCase(Case expected) {
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

    private record Both(String first, String second, Given given) {
        @Override
        public String toString() {
            return first + " before " + second;
        }
    }

    static Stream<Both> whereTwoFit() {
        Given runs = Given.of(RUNNING);
        Given frozen = Given.of(FROZEN);
        Given offNetwork = Given.of(RUNNING.withAddress("")).known(READY);
        return Stream.of(
                new Both(
                        "start under way",
                        "container gone",
                        Given.of(null).known(READY).during(START)),
                new Both("start under way", "registered", Given.of(null).during(START)),
                new Both("container gone", "registered", Given.of(null).known(READY)),
                new Both("removal under way", "exited", Given.of(EXITED).during(REMOVE)),
                new Both(
                        "removal under way", "paused by the owner", frozen.paused().during(REMOVE)),
                new Both("exited", "paused by the owner", Given.of(EXITED).paused()),
                new Both("exited", "removed by the owner", Given.of(EXITED).removed()),
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
                        Given.of(outdated(FROZEN)).paused()),
                new Both("off its network", "able to serve", offNetwork),
                new Both(
                        "no first answer in time", "able to serve", runs.known(PROBED).after(LATE)),
                new Both("unfreeze under way", "frozen", frozen.during(THAW)),
                new Both(
                        "unfreeze under way",
                        "frozen, outdated",
                        Given.of(outdated(FROZEN)).during(THAW)),
                new Both("frozen, outdated", "frozen", Given.of(outdated(FROZEN))),
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

    @Test
    void aNodeIsLateOnlyOnceItsTimeIsOver() {
        Conditions inTime =
                new Conditions(
                        Map.of(NODE, NOW.minus(Startup.STANDARD.deadline())),
                        Map.of(),
                        Map.of(),
                        Map.of());

        assertThat(Given.of(RUNNING).known(PROBED).after(inTime).view().role())
                .isEqualTo(Role.CANDIDATE);
    }

    @Test
    void aNodeThatTheBalancerDoesNotKnowMayTakeAMomentToGetItsAddress() {
        Given young = Given.of(RUNNING.withAddress(""));
        Conditions since =
                new Conditions(
                        Map.of(),
                        Map.of(),
                        Map.of(NODE, NOW.minus(NodeClassifier.ADDRESS_DEADLINE).minus(MOMENT)),
                        Map.of());

        assertThat(young.view().role()).isEqualTo(Role.CANDIDATE);
        assertThat(young.after(since).view().role()).isEqualTo(Role.CUT_OFF);
    }

    @Test
    void aNodeThatServesGoesOnServingThoughItCannotBeInspected() {
        Given serves = Given.of(RUNNING.withUnreadable("inspect failed: 500")).known(READY);

        assertThat(serves.view().role()).isEqualTo(Role.CANDIDATE);
        assertThat(serves.view().online()).isTrue();
    }

    @Test
    void aNodeThatHasAllTheJobsItMayHaveIsNotDeadForItsSilence() {
        BalancerServer silent = READY.withHealthy(false).withProbe(BalancerServer.NO_ANSWER);
        BalancerServer full = silent.withRunning(READY.slots());

        assertThat(Given.of(RUNNING).known(full).view().stage()).isEqualTo(Stage.ONLINE);
        assertThat(Given.of(RUNNING).known(full.withRunning(READY.slots() - 1)).view().stage())
                .isEqualTo(Stage.DOWN);
        assertThat(Given.of(RUNNING).known(full.withProbe("it answered HTTP 500")).view().stage())
                .isEqualTo(Stage.DOWN);
        assertThat(
                        Given.of(RUNNING)
                                .known(full.withProbe("it refused the connection"))
                                .view()
                                .stage())
                .isEqualTo(Stage.DOWN);
    }

    @Test
    void whyANodeIsLateNamesTheProbeItsTimeAndWhatCameBack() {
        BalancerServer wrong = PROBED.withProbe("it answered HTTP 400");

        assertThat(Given.of(RUNNING).known(wrong).after(LATE).view().reason())
                .isEqualTo(
                        "it did not answer its health probe, GET /healthz on port 8080, within 1m:"
                                + " it answered HTTP 400");
    }

    @Test
    void theTimeToStartIsThePodsOwn() {
        Given patient =
                new Given(
                        POD.withStartup(Startup.STANDARD.withDeadline(Duration.ofMinutes(3))),
                        RUNNING,
                        PROBED,
                        null,
                        LATE);

        assertThat(patient.view().role()).isEqualTo(Role.CANDIDATE);
    }

    @Test
    void aServerAtAnotherAddressIsNoneOfTheNodes() {
        Given moved = Given.of(RUNNING.withAddress("another")).known(READY);

        assertThat(moved.view().stage()).isEqualTo(NodeView.Stage.UNPROBED);
        assertThat(moved.view().online()).isFalse();
    }

    @Test
    void aNodeOnItsWayOutIsToldFromOneOnItsWayIn() {
        Given out = Given.of(RUNNING).known(server(POD, "light-1", Mode.DRAINING, true, 1));
        Conditions served =
                new Conditions(Map.of(), Map.of(), Map.of(), Map.of(NODE, NodeState.ONLINE));

        assertThat(out.view().state()).isEqualTo(NodeState.STARTING);
        assertThat(out.after(served).view().state()).isEqualTo(NodeState.DRAINING);
    }

    @Test
    void whatANodeEndedOfIsItsReason() {
        assertThat(Given.of(EXITED).view().reason()).isEqualTo("it ended with exit code 0");
        assertThat(Given.of(EXITED.withOutOfMemory()).view().reason())
                .isEqualTo("it ran out of memory");
    }
}
