package dev.elasticcloud.console.control.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.PathElement;
import org.junit.jupiter.api.Test;

class TracePathTest {

    private static final ChartScale HOUR = new ChartScale(0, 3_600_000, 300, 0, 100, 1);

    private static Series seconds(int count, java.util.function.IntToDoubleFunction value) {
        List<Integer> all = IntStream.range(0, count).boxed().toList();
        return Series.of(all, second -> second * 1000L, value::applyAsDouble);
    }

    @Test
    void anHourOfSecondsIsReducedToAFewPointsPerPixel() {
        Series noisy = seconds(3600, second -> second % 2);
        assertThat(TracePath.lines(noisy, HOUR).line()).hasSizeLessThanOrEqualTo(3 * 301);
    }

    @Test
    void aSinglePeakIsKept() {
        Series spike = seconds(3600, second -> second == 1801 ? 1 : 0);
        assertThat(TracePath.lines(spike, HOUR).line())
                .anyMatch(e -> e instanceof LineTo to && to.getY() == 0);
    }

    @Test
    void unknownValuesAreNotDrawn() {
        Series gap = seconds(3600, second -> second > 1000 && second < 2000 ? Double.NaN : 0.5);
        List<PathElement> line = TracePath.lines(gap, HOUR).line();
        assertThat(line.stream().filter(MoveTo.class::isInstance)).hasSize(2);
    }

    @Test
    void samplesFarApartAreNotJoined() {
        Series far = Series.of(List.of(0, 1, 60, 61), second -> second * 1000L, second -> 0.5);
        assertThat(TracePath.lines(far, HOUR).line().stream().filter(MoveTo.class::isInstance))
                .hasSize(2);
    }

    @Test
    void aPauseOfManyUsualStepsIsNotJoined() {
        ChartScale minutes = new ChartScale(0, 90_000, 300, 0, 100, 1);
        Series spare = Series.of(List.of(0, 1, 2, 3, 24, 25), second -> second * 1000L, s -> 0.5);
        assertThat(TracePath.lines(spare, minutes).line().stream().filter(MoveTo.class::isInstance))
                .hasSize(2);
    }

    @Test
    void meansOfLongStretchesAreJoined() {
        Series steady = seconds(3600, second -> 0.5 + second % 2 * 0.1);
        List<PathElement> line = TracePath.means(steady, HOUR).line();
        assertThat(line.stream().filter(MoveTo.class::isInstance)).hasSize(1);
        assertThat(line).hasSizeLessThanOrEqualTo(103);
    }

    @Test
    void aCountIsDrawnLevelUntilItChanges() {
        Series count = seconds(3600, second -> second < 1800 ? 0 : 1);
        List<PathElement> line = TracePath.steps(count, HOUR).line();
        for (int i = 2; i < line.size(); i++) {
            LineTo from = (LineTo) line.get(i - 1);
            LineTo to = (LineTo) line.get(i);
            assertThat(from.getX() == to.getX() || from.getY() == to.getY()).isTrue();
        }
    }
}
