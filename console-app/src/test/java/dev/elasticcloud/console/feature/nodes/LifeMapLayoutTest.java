package dev.elasticcloud.console.feature.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.model.NodeName;
import dev.elasticcloud.manager.model.PodName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifeMapLayoutTest {

    private static Map<PodName, List<LifeLine>> pods(int... sizes) {
        Map<PodName, List<LifeLine>> pods = new LinkedHashMap<>();
        for (int i = 0; i < sizes.length; i++) {
            PodName pod = PodName.of("pod" + i);
            List<LifeLine> lines = new ArrayList<>();
            for (int n = 1; n <= sizes[i]; n++) {
                lines.add(new LifeLine(pod, NodeName.numbered(pod, n)));
            }
            pods.put(pod, lines);
        }
        return pods;
    }

    @Test
    void everyNodeOfAThousandHasARowInsideTheMap() {
        List<LifeMapLayout.Block> blocks = LifeMapLayout.of(pods(520, 300, 180), 1100, 420);

        assertThat(blocks.stream().mapToInt(b -> b.lines().size()).sum()).isEqualTo(1000);
        assertThat(blocks)
                .allSatisfy(
                        block -> {
                            assertThat(block.x() + block.width()).isLessThanOrEqualTo(1100.5);
                            assertThat(block.y() + block.height()).isLessThanOrEqualTo(430);
                        });
    }

    @Test
    void fewNodesHaveNamesAndARowIsFoundUnderThePointer() {
        List<LifeMapLayout.Block> blocks = LifeMapLayout.of(pods(2, 3), 800, 300);

        assertThat(blocks).hasSize(2);
        LifeMapLayout.Block second = blocks.get(1);
        assertThat(second.rowHeight()).isGreaterThanOrEqualTo(LifeMapLayout.NAMED);
        double y = second.y() + 1.5 * second.rowHeight();
        assertThat(second.holds(400, y)).isTrue();
        assertThat(second.lineAt(y).node()).isEqualTo(NodeName.of("pod1-2"));
        assertThat(second.row(NodeName.of("pod1-2"))).isEqualTo(1);
    }
}
