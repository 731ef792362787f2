package dev.elasticcloud.console.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.ManagerConfig;
import dev.elasticcloud.manager.Managers;
import dev.elasticcloud.manager.api.HostedCloud;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    @Test
    void aSimulatedDemoScalesEveryPodUpAndDownAndLosesNothing(@TempDir Path out) throws Exception {
        Path home = Path.of(System.getProperty("elasticcloud.home"));
        List<String> taken = new ArrayList<>();
        DemoReport report;
        try (HostedCloud cloud = Managers.simulated(new ManagerConfig("demo", home, out, 0))) {
            report =
                    new Demo(
                                    cloud,
                                    out,
                                    file -> taken.add(file.getFileName().toString()),
                                    new PrintStream(System.out, true),
                                    Duration.ofSeconds(7))
                            .run();
        }

        assertThat(report.engine()).isEqualTo("simulated");
        assertThat(report.pods().keySet()).containsExactly("light", "medium", "heavy");
        report.pods()
                .forEach(
                        (pod, r) -> {
                            assertThat(r.peakNodes()).as(pod).isGreaterThan(r.initialNodes());
                            assertThat(r.finalNodes()).as(pod).isLessThan(r.peakNodes());
                            assertThat(r.scaleUps()).as(pod).isPositive();
                            assertThat(r.jobs().accepted()).isEqualTo(r.jobs().completed());
                            assertThat(r.jobs().open()).isZero();
                        });
        assertThat(report.lost()).isZero();
        assertThat(report.leftBehind()).isEqualTo(new DemoReport.LeftBehind(0, 0));
        assertThat(taken).contains("overview-start.png", "overview-peak.png", "overview-end.png");
        assertThat(Files.readAllLines(out.resolve("usage.csv"))).hasSizeGreaterThan(20);
        assertThat(Files.readAllLines(out.resolve("decisions.csv"))).hasSizeGreaterThan(3);
        assertThat(out.resolve("summary.json")).content().contains("\"leftBehind\"");
    }
}
