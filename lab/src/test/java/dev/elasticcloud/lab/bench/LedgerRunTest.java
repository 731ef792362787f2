package dev.elasticcloud.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerRunTest {

    @TempDir Path data;

    @Test
    void noJobIsLostOrDoubledWhenTheManagerIsKilled() throws Exception {
        Path home = Path.of(System.getProperty("elasticcloud.home"));

        LedgerRun.Figures figures = new LedgerRun(home, data, 5_000, 2, 7, kill -> {}).run();

        assertThat(figures.each()).hasSize(2).anyMatch(kill -> kill.running() > 0);
        assertThat(figures.missing()).isZero();
        assertThat(figures.doubled()).isZero();
        assertThat(figures.unended()).isZero();
        assertThat(figures.unexplained()).isZero();
        assertThat(figures.sumsHold()).isTrue();
        assertThat(figures.opensClean()).isTrue();
        assertThat(figures.completed()).isPositive();
        assertThat(figures.cancelled()).isPositive();
    }
}
