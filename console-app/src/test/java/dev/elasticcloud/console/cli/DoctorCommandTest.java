package dev.elasticcloud.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.elasticcloud.console.cli.Commands.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

    @TempDir Path home;

    private Commands cloud;

    @BeforeEach
    void open() {
        cloud = Commands.onServedCloud(home);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void eachLineSaysHowItIsAndTheNextWhatToDo() {
        Answer answer = cloud.run("doctor", "--port", "7");

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out().lines())
                .containsExactly(
                        "ok      JDK                  25",
                        "warning Port for jobs        7 is taken",
                        "                             --port",
                        "fault   Manager              \\u001b[2Jnone",
                        "                             serve");
    }

    @Test
    void withoutAFaultItEndsWell() {
        Answer answer = cloud.run("doctor", "--url", "http://elsewhere:1", "-q");

        assertThat(answer.code()).isZero();
        assertThat(answer.out()).startsWith("warning").doesNotContain("JDK");
    }

    @Test
    void programsReadItAsJson() throws IOException {
        JsonNode findings = new ObjectMapper().readTree(cloud.run("doctor", "-o", "json").out());

        assertThat(findings).hasSize(3);
        assertThat(findings.get(2).path("level").asText()).isEqualTo("fault");
        assertThat(findings.get(2).path("text").asText()).isEqualTo("\u001b[2Jnone");
    }

    @Test
    void aReportIsWrittenWithoutSecrets() throws IOException {
        Path file = home.resolve("report.zip");

        assertThat(cloud.run("doctor", "--report", file.toString()).err())
                .contains(file.toString());

        try (ZipFile zip = new ZipFile(file.toFile())) {
            String info =
                    new String(
                            zip.getInputStream(zip.getEntry("docker-info.json")).readAllBytes(),
                            StandardCharsets.UTF_8);
            assertThat(info).doesNotContain("hidden");
        }
    }
}
