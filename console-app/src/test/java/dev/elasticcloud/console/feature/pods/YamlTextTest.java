package dev.elasticcloud.console.feature.pods;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class YamlTextTest {

    private static final String YAML =
            """
            name: a
            limits:
              cpus: 0.5
              memory: 256MB
            elasticity:
              max: 9
            job:
              hold:
                most: 10
              warmUp: ""
            """;

    @Test
    void aValueIsFoundByItsWholeKey() {
        assertThat(YamlText.value(YAML, "limits.cpus")).isEqualTo("0.5");
        assertThat(YamlText.value(YAML, "job.hold.most")).isEqualTo("10");
        assertThat(YamlText.value(YAML, "job.warmUp")).isEmpty();
        assertThat(YamlText.value(YAML, "limits.max")).isEmpty();
    }

    @Test
    void onlyTheLineOfTheKeyChanges() {
        assertThat(YamlText.with(YAML, "elasticity.max", "12"))
                .isEqualTo(YAML.replace("max: 9", "max: 12"));
        assertThat(YamlText.with(YAML, "job.warmUp", "a=1&b=\"2\""))
                .isEqualTo(YAML.replace("warmUp: \"\"", "warmUp: \"a=1&b=\\\"2\\\"\""));
        assertThat(YamlText.with(YAML, "limits.pids", "64")).isEqualTo(YAML);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        String hard = "a: \"quoted\" \\ word";
        assertThat(YamlText.value(YamlText.with(YAML, "name", hard), "name")).isEqualTo(hard);
    }

    @Test
    void onlyLinesThatDifferAreADifference() {
        assertThat(LineDifference.between("a\nb\nc\n", "a\nx\nc\nd\n"))
                .containsExactly(
                        new LineDifference(false, "b"),
                        new LineDifference(true, "x"),
                        new LineDifference(true, "d"));
        assertThat(LineDifference.between(YAML, YAML)).isEmpty();
    }
}
