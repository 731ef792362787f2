package dev.elasticcloud.manager.engine.spec;

import static dev.elasticcloud.manager.Specs.LIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.api.ErrorCode;
import dev.elasticcloud.manager.model.spec.Command;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.NodeState;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodeCommandsTest extends SpecChangesRig {

    @Test
    void aRegisteredNodeGetsTheNextFreeNameOrItsOwn() {
        known.light.put(FIRST, NodeState.ONLINE);

        assertThat(after(MANUAL, new Command.RegisterNode(LIGHT, null)).target().registered())
                .containsExactly(SECOND);
        assertThat(after(MANUAL, new Command.RegisterNode(LIGHT, SECOND)).target().registered())
                .containsExactly(SECOND);
        isRefused(
                MANUAL,
                new Command.RegisterNode(LIGHT, FIRST),
                ErrorCode.CONFLICT,
                "There is already a node light-1");
        isRefused(
                MANUAL.withTarget(MANUAL.target().withRegistered(Set.of(SECOND))),
                new Command.RegisterNode(LIGHT, SECOND),
                ErrorCode.CONFLICT,
                "choose another name");
    }

    @Test
    void aLaunchAddsOneNodeUpToTheMaximum() {
        assertThat(after(MANUAL, new Command.LaunchNode(LIGHT, null)).target().nodes())
                .isEqualTo(3);
        isRefused(
                MANUAL.withElasticity(MANUAL.elasticity().withBounds(1, 2)).withMaxNodes(2),
                new Command.LaunchNode(LIGHT, null),
                ErrorCode.CONFLICT,
                "Pod light has its maximum number of nodes, 2: raise that limit first");
        isRefused(
                ELASTIC,
                new Command.LaunchNode(LIGHT, null),
                ErrorCode.CONFLICT,
                "Cannot launch a node of light by hand while it is elastic");
        isRefused(DOWN, new Command.LaunchNode(LIGHT, null), ErrorCode.CONFLICT, "not initialised");
    }

    @Test
    void aLaunchByNameStartsARegisteredNodeAndNoOther() {
        known.light.put(FIRST, NodeState.REGISTERED);
        known.heavy.put(SECOND, NodeState.ONLINE);

        assertThat(after(MANUAL, new Command.LaunchNode(LIGHT, FIRST)).target().registered())
                .containsExactly(FIRST);
        isRefused(
                MANUAL,
                new Command.LaunchNode(LIGHT, SECOND),
                ErrorCode.CONFLICT,
                "Node light-2 of pod heavy already exists");
    }

    @Test
    void aPausedNodeIsHeldAndNoLongerCounted() {
        known.light.put(FIRST, NodeState.ONLINE);

        PodSpec paused = after(MANUAL, new Command.PauseNode(LIGHT, FIRST));

        assertThat(paused.target().paused()).containsExactly(FIRST);
        assertThat(paused.target().nodes()).isEqualTo(1);
        PodSpec least = ELASTIC.withTarget(ELASTIC.target().withNodes(1));
        assertThat(after(least, new Command.PauseNode(LIGHT, FIRST)).target().nodes())
                .as("an elastic pod keeps its minimum")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = NodeState.class,
            names = {"ONLINE", "STARTING"},
            mode = EnumSource.Mode.EXCLUDE)
    void onlyANodeThatServesOrIsAboutToCanBePaused(NodeState state) {
        known.light.put(FIRST, state);

        isRefused(
                MANUAL,
                new Command.PauseNode(LIGHT, FIRST),
                ErrorCode.CONFLICT,
                "cannot be paused: only an online node can");
        isRefused(
                MANUAL,
                new Command.PauseNode(LIGHT, SECOND),
                ErrorCode.NOT_FOUND,
                "There is no node light-2 in pod light");
    }

    @Test
    void aResumedNodeIsCountedAgainWhereThereIsRoom() {
        PodSpec paused = MANUAL.withTarget(MANUAL.target().withNodes(1).withPaused(Set.of(FIRST)));
        Command resume = new Command.ResumeNode(LIGHT, FIRST);

        assertThat(after(paused, resume).target().paused()).isEmpty();
        assertThat(after(paused, resume).target().nodes()).isEqualTo(2);
        isRefused(MANUAL, resume, ErrorCode.CONFLICT, "Node light-1 is not paused");
        isRefused(
                paused.withElasticity(paused.elasticity().withBounds(1, 1)).withMaxNodes(1),
                resume,
                ErrorCode.CONFLICT,
                "Pod light has its maximum number of nodes, 1, without node light-1");
    }

    @Test
    void aRemovedNodeIsNoLongerWantedUnlessItWasNeverCounted() {
        known.light.put(FIRST, NodeState.ONLINE);
        known.light.put(SECOND, NodeState.SPARE);

        PodSpec served = after(MANUAL, new Command.RemoveNode(LIGHT, FIRST));
        PodSpec spare = after(MANUAL, new Command.RemoveNode(LIGHT, SECOND));

        assertThat(served.target().removing()).containsExactly(FIRST);
        assertThat(served.target().nodes()).isEqualTo(1);
        assertThat(spare.target().removing()).containsExactly(SECOND);
        assertThat(spare.target().nodes()).isEqualTo(2);
        isRefused(
                ELASTIC,
                new Command.RemoveNode(LIGHT, FIRST),
                ErrorCode.CONFLICT,
                "Cannot remove a node of light by hand while it is elastic");
        assertThat(after(ELASTIC, new Command.RemoveNode(LIGHT, SECOND)).target().removing())
                .containsExactly(SECOND);
    }

    @Test
    void aRegisteredNodeIsRemovedByForgettingItsName() {
        PodSpec named = MANUAL.withTarget(MANUAL.target().withRegistered(Set.of(FIRST)));
        Command remove = new Command.RemoveNode(LIGHT, FIRST);

        PodSpec after = after(named, remove);

        assertThat(after.target().registered()).isEmpty();
        assertThat(after.target().removing()).isEmpty();
        assertThat(after.target().nodes()).isEqualTo(2);
        isRefused(MANUAL, remove, ErrorCode.NOT_FOUND, "There is no node light-1");
    }
}
