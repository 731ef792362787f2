package dev.elasticcloud.manager.docker.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.docker.build.BuildTrace.Output;
import dev.elasticcloud.manager.docker.build.BuildTrace.Vertex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/// BuildKit's messages, recorded from Docker 20.10.24.
class BuildTraceTest {

    private static final String FAILED_STEP =
            "CrMCCkdzaGEyNTY6N2RmOGZiOTI1ZjFkMzc0Y2QzN2FiNDhmYjE1MGQ2YjE1MTRhZGJhNDNlODU4"
                    + "YTllYWRkMGRiNDI4MzA0MjkxOBJHc2hhMjU2OmQzMzAxYzI3MjYxYmE5ZWE5NjAwNjI0ZWM5Y2Mw"
                    + "ODUzZDVkNjljNGFlZWYzNTRmZWM4Njc2YWFiMjRkMmU3MjAaLFsyLzJdIFJVTiBlY2hvIG9uZSAm"
                    + "JiAgIGVjaG8gdHdvID4mMjsgZXhpdCAzKgwIyb6s2AYQ/d7JwAIyDAjLvqzYBhChn73PATpVZXhl"
                    + "Y3V0b3IgZmFpbGVkIHJ1bm5pbmcgWy9iaW4vc2ggLWMgZWNobyBvbmUgJiYgICBlY2hvIHR3byA+"
                    + "JjI7IGV4aXQgM106IGV4aXQgY29kZTogMw==";

    private static final String TWO_OUTPUTS =
            "GmEKR3NoYTI1Njo4NjdiZTYxNTI2MGEzOGM0NDhmMjY4OWNhYjViMmFlZGY5OTcxYjMyNTRmNTEw"
                    + "NjcwZjI0YTY1MGQzOTcxOGFhEgwIkbas2AYQ6qXZ7AEYASIGaGVsbG8KGl8KR3NoYTI1Njo4Njdi"
                    + "ZTYxNTI2MGEzOGM0NDhmMjY4OWNhYjViMmFlZGY5OTcxYjMyNTRmNTEwNjcwZjI0YTY1MGQzOTcx"
                    + "OGFhEgwIkbas2AYQhbLZ7AEYAiIEZXJyCg==";

    @Test
    void aStepIsReadWithItsStateAndItsError() throws IOException {
        assertThat(trace(FAILED_STEP).vertices())
                .containsExactly(
                        new Vertex(
                                "sha256:7df8fb925f1d374cd37ab48fb150d6b1514adba43e858a9eadd0db4283042918",
                                "[2/2] RUN echo one &&   echo two >&2; exit 3",
                                false,
                                true,
                                true,
                                "executor failed running [/bin/sh -c echo one &&   echo two >&2; exit"
                                        + " 3]: exit code: 3"));
    }

    @Test
    void outputIsReadByStream() throws IOException {
        assertThat(trace(TWO_OUTPUTS).outputs()).extracting(Output::stream).containsExactly(1L, 2L);
        assertThat(trace(TWO_OUTPUTS).outputs())
                .extracting(output -> new String(output.text(), StandardCharsets.UTF_8))
                .containsExactly("hello\n", "err\n");
    }

    @Test
    void anotherMessageOrNoneIsNoProblem() throws IOException {
        assertThat(BuildTrace.decoded(new byte[0]).vertices()).isEmpty();
        // a status (field 2) and a field that no engine has yet
        assertThat(BuildTrace.decoded(new byte[] {0x12, 2, 0x0a, 0, (byte) 0xf8, 1, 7}).vertices())
                .isEmpty();
    }

    @Test
    void aMessageThatEndsEarlyIsRefused() {
        byte[] whole = Base64.getDecoder().decode(FAILED_STEP);
        assertThatThrownBy(() -> BuildTrace.decoded(Arrays.copyOf(whole, whole.length - 5)))
                .isInstanceOf(IOException.class);
    }

    private static BuildTrace trace(String recorded) throws IOException {
        return BuildTrace.decoded(Base64.getDecoder().decode(recorded));
    }
}
