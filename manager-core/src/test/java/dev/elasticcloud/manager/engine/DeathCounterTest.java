package dev.elasticcloud.manager.engine;

import static dev.elasticcloud.manager.Observed.NOW;
import static dev.elasticcloud.manager.Observed.container;
import static dev.elasticcloud.manager.Observed.ready;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.observed.NodeContainer;
import dev.elasticcloud.manager.model.observed.NodeContainer.State;
import dev.elasticcloud.manager.model.observed.Observation;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeathCounterTest {

    private static final PodSpec POD = pod("light", 1);
    private static final Observation NONE = ready(POD).see();

    private final EngineRig rig = new EngineRig(NONE);
    private final Set<String> removed = new HashSet<>();
    private final DeathCounter deaths =
            new DeathCounter(
                    new Backoff(), rig.recorder, container -> removed.contains(container.id()));

    @AfterEach
    void close() {
        rig.close();
    }

    private void look(Observation seen) {
        deaths.follow(seen, Map.of(), NOW);
    }

    private static Observation with(NodeContainer... containers) {
        var seen = ready(POD);
        for (NodeContainer container : containers) {
            seen.with(container);
        }
        return seen.see();
    }

    @Test
    void aNodeThatSomebodyElseRemovedIsToldOnce() {
        look(
                with(
                        container(POD, "light-1", State.RUNNING),
                        container(POD, "light-2", State.FROZEN)));
        look(with(container(POD, "light-2", State.FROZEN)));
        look(NONE);
        look(NONE);

        assertThat(rig.events())
                .containsExactly(
                        "Node light-1 is gone: somebody else removed its container",
                        "Node light-2 is gone: somebody else removed its container");
    }

    @Test
    void aNodeThatTheManagerRemovedIsNotTold() {
        NodeContainer node = container(POD, "light-1", State.RUNNING);
        look(with(node));
        removed.add(node.id());
        look(NONE);

        assertThat(rig.events()).isEmpty();
    }

    @Test
    void aContainerThatNeverRanMayGoWithoutAWord() {
        look(with(container(POD, "light-1", State.CREATED)));
        look(NONE);

        assertThat(rig.events()).isEmpty();
    }
}
