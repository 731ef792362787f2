package dev.elasticcloud.manager.pods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.PodFiles;
import dev.elasticcloud.manager.model.PodName;
import dev.elasticcloud.manager.model.spec.PodDraft;
import dev.elasticcloud.manager.model.spec.PodFinding;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodCheckerTest {

    private static final PodSpec ANY = PodSpec.ofImage(PodName.of("any"), "example/any:1");

    @TempDir Path folder;

    @Test
    void everyMistakeIsReportedWithItsLine() {
        PodDraft draft =
                PodFiles.check(
                        """
                        name: mine
                        limits: { cpus: 900, memory: much }
                        slots: 0
                        colour: red
                        job:
                          timeout: soon
                          parameters:
                            - { name: size, type: integer, default: 5, min: 10, max: 20, help: x }
                            - { name: word, type: poem, help: x }
                        """,
                        ANY);
        assertThat(draft.pod()).isEmpty();
        assertThat(draft.findings())
                .extracting(PodFinding::line)
                .containsExactly(2, 2, 3, 4, 6, 8, 9);
        assertThat(draft.findings())
                .extracting(PodFinding::key)
                .containsExactlyInAnyOrder(
                        "limits.cpus",
                        "limits.memory",
                        "slots",
                        "colour",
                        "job.timeout",
                        "job.parameters[0].default",
                        "job.parameters[1].type");
        assertThat(draft.about("slots").orElseThrow().message())
                .isEqualTo("slots is '0'; give a whole number from 1 to 1000");
    }

    @Test
    void aMissingFieldIsReportedOnce() {
        PodDraft draft = PodFiles.check("title: nothing else\n", ANY);
        assertThat(draft.findings())
                .extracting(PodFinding::key)
                .containsExactlyInAnyOrder("name", "limits", "job");
    }

    @Test
    void textThatIsNotYamlNamesItsLine() {
        assertThat(PodFiles.check("name: a\nslots: [1\n", ANY).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.line()).isGreaterThanOrEqualTo(2));
    }

    @Test
    void aMissingDockerfileIsReportedWithoutALine() throws IOException {
        Files.writeString(
                folder.resolve("pod.yaml"),
                "name: mine\nlimits: { cpus: 1, memory: 100MB }\njob: { path: /run }\n");
        assertThat(PodFiles.check(folder).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("Dockerfile"));
        Files.writeString(folder.resolve("Dockerfile"), "FROM debian:trixie-slim\n");
        assertThat(PodFiles.check(folder).pod()).isPresent();
        assertThat(PodFiles.check(folder.resolve("none")).findings()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "medium", "heavy"})
    void aWrittenPodReadsBackEqual(String name) {
        PodSpec pod =
                PodFiles.read(
                        Path.of(System.getProperty("elasticcloud.home"), "pod-dockerfiles", name));
        PodDraft draft = PodFiles.check(PodFiles.write(pod), pod);
        assertThat(draft.findings()).isEmpty();
        assertThat(draft.pod()).contains(pod);
    }
}
