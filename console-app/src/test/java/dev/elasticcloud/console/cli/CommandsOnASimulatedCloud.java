package dev.elasticcloud.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.elasticcloud.console.cli.Commands.Answer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A command line on a simulated cloud of its own, which ends with the test.
abstract class CommandsOnASimulatedCloud {

    private static final ObjectMapper JSON = new ObjectMapper();

    static final Path CHECKOUT = Path.of(System.getProperty("elasticcloud.home", "."));

    @TempDir Path home;

    Commands cloud;

    @BeforeEach
    void open() {
        cloud = Commands.onSimulatedCloud(home);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    Answer done(String... words) {
        Answer answer = cloud.run(words);
        assertThat(answer.code()).as(answer.err()).isZero();
        return answer;
    }

    JsonNode json(String... words) throws IOException {
        return JSON.readTree(done(words).out());
    }
}
