package dev.elasticcloud.manager.docker.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.manager.docker.build.BuildTrace.Output;
import dev.elasticcloud.manager.docker.build.BuildTrace.Vertex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is shown of BuildKit's messages, and what is known when a build has failed.
class TraceReaderTest {

    private final List<String> shown = new ArrayList<>();
    private final BuildLog log = new BuildLog(shown::add);
    private final TraceReader reader = new TraceReader(log);

    @Test
    void aStepIsShownOnceWhenItBegins() {
        vertex("a", "[stage-0 2/3] RUN make", false, false);
        assertThat(shown).isEmpty();
        vertex("a", "[stage-0 2/3] RUN make", true, false);
        vertex("a", "[stage-0 2/3] RUN make", true, true);
        assertThat(shown).containsExactly("[2/3] RUN make");
    }

    @Test
    void aStepOfTheCacheIsShownAsCachedOnce() {
        for (int i = 0; i < 2; i++) {
            read(new Vertex("a", "[build 2/3] RUN make", true, true, true, ""));
        }
        assertThat(shown).containsExactly("[build 2/3] RUN make", "CACHED");
    }

    @Test
    void whatBuildKitDoesForItselfIsNotShown() {
        vertex("a", "[internal] load remote build context", true, true);
        vertex("b", "copy /context /", true, true);
        vertex("c", "[internal] load metadata for docker.io/library/debian:1", true, true);
        assertThat(shown)
                .containsExactly("[internal] load metadata for docker.io/library/debian:1");
    }

    @Test
    void outputIsCutIntoLinesWhereverItsPiecesEnd() {
        vertex("a", "[2/2] RUN x", true, false);
        byte[] text = "één\ntwo\n\nthree".getBytes(StandardCharsets.UTF_8);
        for (byte one : text) {
            print("a", 1, one);
        }
        print("a", 2, "err\n".getBytes(StandardCharsets.UTF_8));
        vertex("a", "[2/2] RUN x", true, true);
        assertThat(shown).containsExactly("[2/2] RUN x", "één", "two", "err", "three");
    }

    @Test
    void aLineWithoutAnEndDoesNotFillTheMemory() {
        vertex("a", "[2/2] RUN x", true, false);
        print("a", 1, "y".repeat(40_000).getBytes(StandardCharsets.UTF_8));
        assertThat(shown).hasSize(3);
        assertThat(shown.get(1)).hasSize(16 * 1024);
    }

    @Test
    void stepsThatRunAtOnceNameThemselvesWhenTheyTakeTurns() {
        vertex("a", "[one 1/1] RUN x", true, false);
        vertex("b", "[two 1/1] RUN y", true, false);
        print("a", 1, "from a\n".getBytes(StandardCharsets.UTF_8));
        print("a", 1, "more\n".getBytes(StandardCharsets.UTF_8));
        assertThat(shown)
                .containsExactly(
                        "[one 1/1] RUN x", "[two 1/1] RUN y", "[one 1/1] RUN x", "from a", "more");
    }

    @Test
    void theFailedStepIsKnownAndNotOneThatEndedWithIt() {
        read(new Vertex("a", "[one 1/1] RUN x", false, true, true, "exit code: 3"));
        read(new Vertex("b", "[two 1/1] RUN y", false, true, true, "context canceled"));
        assertThat(reader.failed())
                .contains(new TraceReader.FailedStep("[one 1/1] RUN x", "exit code: 3"));
        assertThat(reader.unavailable()).isEmpty();
    }

    @Test
    void imagesThatCannotBeHadAreKnownByTheirFullNames() {
        read(failed("[internal] load metadata for docker.io/library/debian:1"));
        read(failed("resolve image config for docker.io/docker/dockerfile:1"));
        read(failed("resolve image config for docker-image://docker.io/docker/other:1"));
        assertThat(reader.unavailable())
                .containsExactlyInAnyOrder(
                        "docker.io/library/debian:1",
                        "docker.io/docker/dockerfile:1",
                        "docker.io/docker/other:1");
        assertThat(reader.failed()).isEmpty();
    }

    @Test
    void aWarningIsShown() {
        reader.read(new BuildTrace(List.of(), List.of(), List.of("use JSON arguments")));
        assertThat(shown).containsExactly("WARNING: use JSON arguments");
    }

    private static Vertex failed(String name) {
        return new Vertex(name, name, false, true, true, "no active sessions");
    }

    private void vertex(String digest, String name, boolean started, boolean completed) {
        read(new Vertex(digest, name, false, started, completed, ""));
    }

    private void read(Vertex vertex) {
        reader.read(new BuildTrace(List.of(vertex), List.of(), List.of()));
    }

    private void print(String vertex, long stream, byte... text) {
        Output output = new Output(vertex, stream, text);
        reader.read(new BuildTrace(List.of(), List.of(output), List.of()));
    }
}
