package dev.elasticcloud.console.feature.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.NodeLimits;
import dev.elasticcloud.manager.model.status.NodeState;
import dev.elasticcloud.manager.model.status.NodeStatus;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class NodeFilterTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    private static NodeItem item(NodeState state, OptionalDouble cpu, String detail) {
        PodName pod = PodName.of("heavy");
        NodeStatus status =
                new NodeStatus(
                        NodeName.numbered(pod, 6),
                        state,
                        "c0ffee",
                        2,
                        cpu,
                        OptionalDouble.of(0.5),
                        NOW.minusSeconds(70),
                        detail);
        return new NodeItem(pod, status, NodeLimits.of(0.8, 500), 4, "heavy", NOW, false, "");
    }

    private static boolean finds(String text, NodeItem item) {
        return NodeFilter.parse(text).test().test(item);
    }

    @Test
    void allConditionsMustHold() {
        NodeItem item = item(NodeState.ONLINE, OptionalDouble.of(0.86), "");
        assertThat(finds("pod:heavy state:online cpu>80 mem<60 jobs>1", item)).isTrue();
        assertThat(finds("pod:heavy cpu>90", item)).isFalse();
        assertThat(finds("", item)).isTrue();
    }

    @Test
    void anUnknownValueFitsNoComparison() {
        NodeItem item = item(NodeState.ONLINE, OptionalDouble.empty(), "");
        assertThat(finds("cpu<100", item)).isFalse();
        assertThat(finds("cpu>0", item)).isFalse();
    }

    @Test
    void aPlainWordIsFoundInTheNameOrTheNote() {
        NodeItem item = item(NodeState.FAILED, OptionalDouble.empty(), "exited with code 137");
        assertThat(finds("heavy-6", item)).isTrue();
        assertThat(finds("137", item)).isTrue();
        assertThat(finds("light", item)).isFalse();
    }

    @Test
    void whatIsNotUnderstoodIsSaidAndHidesNothing() {
        NodeItem item = item(NodeState.ONLINE, OptionalDouble.empty(), "");
        NodeFilter filter = NodeFilter.parse("size:big");
        assertThat(filter.problem()).contains("'size'").contains("pod");
        assertThat(filter.test().test(item)).isTrue();
        assertThat(NodeFilter.parse("cpu>much").problem()).contains("cpu>80");
    }
}
