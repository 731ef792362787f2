package dev.elasticcloud.manager.docker.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which builder is used, from the headers of real engines' pings.
class BuilderKindTest {

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "2, linux, 1.44, Docker 25",
        ", linux, 1.41, Docker 20.10 without a setting",
        "2, linux, 1.41, Docker 20.10 with buildkit on",
        ", linux, 1.39, Docker 18.09",
    })
    void buildKitIsUsedWhereTheEngineHasIt(
            String preferred, String system, String version, String engine) {
        assertThat(BuilderKind.of(preferred, system, version))
                .as(engine)
                .isEqualTo(BuilderKind.BUILDKIT);
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "1, linux, 1.44, Docker 25 with buildkit off",
        "1, linux, 1.41, Docker 20.10 with buildkit off",
        "1, windows, 1.44, Docker 25 on Windows",
        ", windows, 1.41, Docker 20.10 on Windows",
        "'', linux, 1.41, Podman",
        ", linux, 1.38, Docker 18.06",
        ", , , an unknown engine",
    })
    void theClassicBuilderIsUsedElsewhere(
            String preferred, String system, String version, String engine) {
        assertThat(BuilderKind.of(preferred, system, version))
                .as(engine)
                .isEqualTo(BuilderKind.CLASSIC);
    }

    @Test
    void aVersionThatCannotBeReadIsNoReasonToFail() {
        assertThat(BuilderKind.of(null, "linux", "new")).isNotNull();
    }
}
