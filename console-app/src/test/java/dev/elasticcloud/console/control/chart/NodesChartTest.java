package dev.elasticcloud.console.control.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// The axis of the chart of nodes.
class NodesChartTest {

    private static NodesChart.Data data(double online, double demand, int limit) {
        return new NodesChart.Data(
                0, 1000, single(online), single(demand), List.of(), OptionalInt.empty(), limit);
    }

    private static Series single(double value) {
        return Series.of(List.of(value), all -> 500, each -> each);
    }

    @Test
    void aBurstThatNeedsMoreThanThePodMayHaveLeavesTheNodesTheirHeight() {
        assertThat(data(5, 138, 20).most()).isEqualTo(22);
    }

    @Test
    void demandThatThePodCanMeetIsShownWhole() {
        assertThat(data(5, 12, 20).most()).isEqualTo(14);
    }
}
