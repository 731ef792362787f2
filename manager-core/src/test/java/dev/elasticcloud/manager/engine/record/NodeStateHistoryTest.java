package dev.elasticcloud.manager.engine.record;

import static dev.elasticcloud.manager.Observed.NOW;
import static dev.elasticcloud.manager.Observed.ready;
import static dev.elasticcloud.manager.Specs.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.engine.EngineRig;
import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.job.JobCounts;
import dev.elasticcloud.manager.model.observed.PodLoad;
import dev.elasticcloud.manager.model.record.CloudEvent;
import dev.elasticcloud.manager.model.spec.PodSpec;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import dev.elasticcloud.manager.model.status.PodPhase;
import dev.elasticcloud.manager.model.status.PodStatus;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeStateHistoryTest {

    private static final PodSpec POD = pod("light", 1);
    private static final NodeName NODE = NodeName.of("light-1");

    private final EngineRig rig = new EngineRig(ready(POD).see());
    private final NodeStateHistory history = new NodeStateHistory(rig.recorder);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void eachChangeIsRecordedWithItsTimeAndReported() {
        history.follow(pods(NodeState.STARTING, "is probed"), NOW);
        history.follow(pods(NodeState.ONLINE, ""), NOW.plusSeconds(2));

        assertThat(history.states()).containsEntry(NODE, NodeState.ONLINE);
        assertThat(history.since()).containsEntry(NODE, NOW.plusSeconds(2));
        assertThat(rig.events())
                .containsExactly(
                        "Node light-1 is starting: is probed",
                        "Node light-1 is online (was starting)");
    }

    @Test
    void anUnchangedStateIsNoEventAndKeepsItsTime() {
        history.follow(pods(NodeState.ONLINE, ""), NOW);
        history.follow(pods(NodeState.ONLINE, "another detail"), NOW.plusSeconds(9));

        assertThat(history.since()).containsEntry(NODE, NOW);
        assertThat(rig.events).hasSize(1);
    }

    @Test
    void aFailureIsAWarning() {
        history.follow(pods(NodeState.FAILED, "ran out of memory"), NOW);

        assertThat(rig.events)
                .extracting(CloudEvent::severity)
                .containsExactly(CloudEvent.Severity.WARNING);
    }

    @Test
    void aNodeThatIsGoneIsForgotten() {
        history.follow(pods(NodeState.ONLINE, ""), NOW);
        history.follow(List.of(), NOW.plusSeconds(1));
        history.follow(pods(NodeState.STARTING, ""), NOW.plusSeconds(2));

        assertThat(history.since()).containsEntry(NODE, NOW.plusSeconds(2));
        assertThat(rig.events().getLast()).isEqualTo("Node light-1 is starting");
    }

    private static List<PodStatus> pods(NodeState state, String detail) {
        NodeStatus node =
                new NodeStatus(
                        NODE,
                        state,
                        "id",
                        0,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        NOW,
                        detail);
        return List.of(
                new PodStatus(
                        POD,
                        1,
                        PodPhase.STEADY,
                        List.of(),
                        List.of(node),
                        PodLoad.NONE,
                        JobCounts.NONE,
                        null,
                        null,
                        PodStatus.Cost.NONE));
    }
}
