package dev.elasticcloud.console.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoVerdictTest {

    private static final DemoReport.Jobs ALL_COMPLETED = new DemoReport.Jobs(9, 9, 0, 0, 0);
    private static final DemoReport.LeftBehind NOTHING = new DemoReport.LeftBehind(0, 0);

    private static DemoVerdict verdict(
            DemoReport.Jobs jobs, long lost, DemoReport.LeftBehind leftBehind) {
        DemoReport.PodReport pod =
                new DemoReport.PodReport(
                        1, 3, 1, 2, 2, jobs, new DemoReport.LatencyMs(8, 10, 20, 30));
        return new DemoVerdict(
                new DemoReport(
                        "docker",
                        "29.1",
                        "3.0",
                        61.4,
                        Map.of("light", pod),
                        lost,
                        leftBehind,
                        List.of()));
    }

    @Test
    void aDemoPassesWhenEveryJobEndedWellAndNothingIsLeft() {
        DemoVerdict verdict = verdict(ALL_COMPLETED, 0, NOTHING);

        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.text(Path.of("demo-out")).lines())
                .containsExactly(
                        "  light    nodes 1 → 3 → 1, 9 jobs completed, 0 failed, p95 20 ms (8 ms alone)",
                        "The demo passed on docker 29.1 in 61 s: 0 jobs lost, 0 containers and 0"
                                + " networks left behind. The report is in demo-out");
    }

    @Test
    void aDemoFailsWhenAJobFailedIsOpenOrIsLost() {
        assertThat(verdict(new DemoReport.Jobs(9, 8, 1, 0, 0), 0, NOTHING).passed()).isFalse();
        assertThat(verdict(new DemoReport.Jobs(9, 8, 0, 0, 1), 0, NOTHING).passed()).isFalse();
        assertThat(verdict(ALL_COMPLETED, 1, NOTHING).passed()).isFalse();
    }

    @Test
    void aDemoFailsWhenSomethingIsLeftInDocker() {
        assertThat(verdict(ALL_COMPLETED, 0, new DemoReport.LeftBehind(1, 0)).passed()).isFalse();
        assertThat(verdict(ALL_COMPLETED, 0, new DemoReport.LeftBehind(0, 1)).passed()).isFalse();
    }
}
