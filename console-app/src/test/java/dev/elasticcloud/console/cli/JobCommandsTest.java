package dev.elasticcloud.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.elasticcloud.console.cli.Commands.Answer;
import dev.elasticcloud.manager.api.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Commands that run jobs and look at them.
class JobCommandsTest extends CommandsOnASimulatedCloud {

    @Test
    void jobsAreRunListedShownAndCancelled() throws IOException {
        done("init", "light", "--wait");
        String id = done("job", "run", "light", "-p", "top=3").out().strip();
        assertThat(done("job", "result", id).out()).startsWith("{");
        JsonNode shown = json("job", "show", id, "-o", "json");
        assertThat(shown.get("state").asText()).isEqualTo("COMPLETED");
        assertThat(shown.get("parameters").get("top").asText()).isEqualTo("3");
        assertThat(json("job", "run", "light", "--count", "5", "--wait", "-o", "json")).hasSize(5);
        assertThat(done("job", "ls", "light", "--state", "completed", "-q").out().lines())
                .hasSize(6)
                .contains(id);
        Answer ended = cloud.run("job", "cancel", id);
        assertThat(ended.code()).isEqualTo(ErrorCode.CONFLICT.exitCode());
        assertThat(cloud.run("job", "show", "no-such-job").code())
                .isEqualTo(ErrorCode.NOT_FOUND.exitCode());
    }

    @Test
    void anInvalidParameterIsRefusedWithItsRange() {
        done("init", "light", "--wait");
        Answer answer = cloud.run("job", "run", "light", "-p", "top=1000");
        assertThat(answer.code()).isEqualTo(ErrorCode.INVALID.exitCode());
        assertThat(answer.err()).contains("top must be a whole number from 1 to 100");
    }

    @Test
    void aParameterCanBeReadFromAFile() throws IOException {
        Path text = Files.writeString(home.resolve("text.txt"), "two words");
        done("init", "light", "--wait");
        String id = done("job", "run", "light", "-p", "text=@" + text).out().strip();
        assertThat(json("job", "show", id, "-o", "json").get("parameters").get("text").asText())
                .isEqualTo("two words");
        assertThat(cloud.run("job", "run", "light", "-p", "text=@/none").err())
                .contains("/none cannot be read");
    }

    @Test
    void theHelpOfAJobListsThePodsParameters() {
        Answer help = done("job", "run", "light", "-h");
        assertThat(help.out()).contains("Examples:", "top", "1 to 100", "How many of the most");
    }
}
