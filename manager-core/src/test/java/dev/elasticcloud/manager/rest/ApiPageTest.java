package dev.elasticcloud.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the commands of docs/api.md, so that the page stays true.
class ApiPageTest {

    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\\n(.*?)```");

    @TempDir Path data;

    @Test
    void theCommandsOfThePageDoWhatItSays() throws Exception {
        List<String> blocks = blocks();
        assertThat(blocks).hasSizeGreaterThan(8);
        try (Edges edge = new Edges(data)) {
            String script =
                    "set -eu\n"
                            + String.join("\n", blocks)
                                    .replace("http://127.0.0.1:8080", edge.url().toString());
            Path log = data.resolve("log");
            ProcessBuilder shell =
                    new ProcessBuilder("sh", "-c", script)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            shell.environment().put("TOKEN", edge.owner().token());
            int exit = shell.start().waitFor();

            String said = Files.readString(log);
            assertThat(exit).as(said).isZero();
            assertThat(said)
                    .contains("\"start-node\"")
                    .contains("\"role\":\"owner\"")
                    .contains("\"simulated\":true")
                    .contains("event: snapshot")
                    .contains("id,at,who,role")
                    .contains("\"secret\":\"ec_");
            assertThat(edge.owner().get("/v1/pods/light").json().path("phase").asText())
                    .isEqualTo("NOT_INITIALISED");
        }
    }

    private static List<String> blocks() throws IOException {
        Path page = Path.of(System.getProperty("elasticcloud.home"), "docs", "api.md");
        return BLOCK.matcher(Files.readString(page))
                .results()
                .map(MatchResult::group)
                .map(ApiPageTest::inside)
                .toList();
    }

    private static String inside(String block) {
        return block.substring("```sh\n".length(), block.length() - "```".length());
    }
}
