package dev.elasticcloud.manager.docker.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerfilePlaceTest {

    @TempDir private Path folder;
    private Path dockerfile;

    @BeforeEach
    void write() throws IOException {
        dockerfile = folder.resolve("Dockerfile");
        Files.writeString(
                dockerfile,
                """
                FROM debian

                RUN echo one && \\
                    # why two is printed
                    echo   two
                run true
                COPY a /
                COPY a /
                """);
    }

    @Test
    void anInstructionIsFoundWhereItBegins() {
        assertThat(DockerfilePlace.of(dockerfile, "[2/5] RUN echo one &&     echo   two"))
                .contains(3);
        assertThat(DockerfilePlace.of(dockerfile, "[build 3/5] RUN true")).contains(6);
    }

    @Test
    void noLineIsNamedThatMayBeTheWrongOne() {
        assertThat(DockerfilePlace.of(dockerfile, "[4/5] COPY a /")).isEmpty();
        assertThat(DockerfilePlace.of(dockerfile, "[4/5] RUN other")).isEmpty();
        assertThat(DockerfilePlace.of(folder.resolve("none"), "[4/5] RUN other")).isEmpty();
    }
}
