package dev.elasticcloud.console;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.console.cli.session.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramRunnerTest {

    @TempDir Path folder;

    @Test
    void theConsolesBenchmarkTakesNoOptionThatTheOthersRefuse() {
        ProgramRunner programs = new ProgramRunner(folder, new ReachableManagers(folder));
        Programs.Measured wrong =
                new Programs.Measured(
                        folder,
                        List.of(),
                        0,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(20),
                        List.of());

        assertThatThrownBy(() -> programs.bench("console", wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Peak nodes");
    }
}
