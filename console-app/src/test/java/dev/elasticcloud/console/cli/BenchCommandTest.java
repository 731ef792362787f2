package dev.elasticcloud.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.cli.Commands.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {

    @TempDir Path home;

    private Commands cloud;

    @BeforeEach
    void open() {
        cloud = Commands.onSimulatedCloud(home);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aCaseIsRefusedForABenchmarkThatHasNone() {
        for (String name : new String[] {"console", "elasticity"}) {
            Answer answer = cloud.run("bench", name, "--case", "light");

            assertThat(answer.code()).isEqualTo(64);
            assertThat(answer.err()).contains("--case", "cloud bench host --case light");
        }
    }

    @Test
    void aCaseIsRefusedForTheListOfBenchmarks() {
        assertThat(cloud.run("bench", "--case", "light").code()).isEqualTo(64);
    }
}
