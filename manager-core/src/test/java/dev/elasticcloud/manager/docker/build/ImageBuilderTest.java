package dev.elasticcloud.manager.docker.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.elasticcloud.manager.spi.Awaiting;
import dev.elasticcloud.manager.spi.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Images built by a real engine, with each of its builders.
@Tag("docker")
class ImageBuilderTest {

    @TempDir private Path folder;
    private BuiltImages images;

    @BeforeEach
    void open() {
        images = new BuiltImages(folder);
    }

    @AfterEach
    void close() {
        images.close();
    }

    @Test
    void thisEnginesBuilderIsBuildKit() {
        assertThat(BuilderKind.of(images.engine)).isEqualTo(BuilderKind.BUILDKIT);
    }

    @Test
    void buildKitKnowsMountsAndModes() throws IOException {
        images.dockerfile(
                """
                FROM DEBIAN
                RUN --mount=type=cache,target=/kept echo %s > /kept/x && cp /kept/x /made
                COPY --chmod=0755 tool /usr/local/bin/tool
                """
                        .formatted("mounted"));
        images.file("tool", "#!/bin/sh\n");

        String image = images.build(BuilderKind.BUILDKIT);

        assertThat(images.content(image, "/made")).containsEntry("made", "644 0:0 mounted\n");
        assertThat(images.content(image, "/usr/local/bin/tool"))
                .containsEntry("tool", "755 0:0 #!/bin/sh\n");
        assertThat(images.docker().inspectImageCmd(image).exec().getConfig().getLabels())
                .containsEntry("test.label", "a=b & c");
    }

    @Test
    void bothBuildersMakeTheSameOfAFolder() throws IOException {
        images.dockerfile("FROM DEBIAN\nCOPY . /all/\nRUN touch -d 2026-01-01 /all/made\n");
        images.file("a b/x & y[1].txt", "names");
        images.file("run.sh", "#!/bin/sh\n").toFile().setExecutable(true);
        Files.setPosixFilePermissions(
                images.file("private", "only mine"), PosixFilePermissions.fromString("rw-------"));
        images.file(".dockerignore", "*.log\n!kept.log\nnode/\n");
        images.file("x.log", "");
        images.file("kept.log", "");
        images.file("node/x", "");
        Files.createDirectories(folder.resolve("empty"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("a b"));

        Map<String, String> classic = images.content(images.build(BuilderKind.CLASSIC), "/all/");
        Map<String, String> buildKit = images.content(images.build(BuilderKind.BUILDKIT), "/all/");

        assertThat(buildKit).isEqualTo(classic);
        assertThat(buildKit)
                .containsEntry("all/a b/x & y[1].txt", "644 0:0 names")
                .containsEntry("all/run.sh", "755 0:0 #!/bin/sh\n")
                .containsEntry("all/private", "644 0:0 only mine")
                .containsEntry("all/link", "777 0:0 -> a b")
                .containsKeys("all/empty/", "all/kept.log", "all/.dockerignore")
                .doesNotContainKeys("all/x.log", "all/node/", "all/node/x");
    }

    @ParameterizedTest
    @EnumSource
    void aDockerfileOfAWindowsEditorIsBuilt(BuilderKind builder) throws IOException {
        images.dockerfile("\uFEFFFROM DEBIAN\r\nRUN echo one \\\r\n && echo two > /made\r\n");
        assertThat(images.content(images.build(builder), "/made"))
                .containsEntry("made", "644 0:0 two\n");
    }

    @ParameterizedTest
    @EnumSource
    void theLogReadsTheSame(BuilderKind builder) throws IOException {
        images.dockerfile(
                """
                FROM DEBIAN
                RUN echo %s; \\
                    printf 'a\\nb\\n'; echo c >&2
                ENV X=y
                """
                        .formatted(BuiltImages.fresh()));
        images.build(builder);
        assertThat(images.lines)
                .filteredOn(line -> line.startsWith("[2/"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("RUN echo", "printf 'a\\nb\\n'"));
        assertThat(images.lines).containsSubsequence("a", "b").contains("c");

        images.lines.clear();
        images.build(builder);
        assertThat(images.lines).contains("CACHED").doesNotContain("a");
    }

    @ParameterizedTest
    @EnumSource
    void aStepThatFailsIsNamedWithItsLineItsCodeAndItsLastLines(BuilderKind builder)
            throws IOException {
        images.dockerfile(
                """
                FROM DEBIAN

                RUN for i in $(seq 20); do echo "line $i"; done && \\
                    echo broken && exit 7
                """);
        assertThatThrownBy(() -> images.build(builder))
                .isInstanceOfSatisfying(
                        PortException.class,
                        e -> assertThat(e.kind()).isEqualTo(PortException.Kind.REFUSED))
                .hasMessageStartingWith("The image of folder %s could not be built: [2/", folder)
                .hasMessageContaining(
                        "exit 7 (line 3 of its Dockerfile) ended with exit code 7; its last lines:\n")
                .hasMessageContaining("\nline 20")
                .hasMessageContaining("\nbroken")
                .hasMessageNotContaining("line 9\n");
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownInstructionIsNamedWithItsLine(BuilderKind builder) throws IOException {
        images.dockerfile("FROM DEBIAN\nFOO bar\n");
        assertThatThrownBy(() -> images.build(builder))
                .hasMessage(
                        "The image of folder %s could not be built: dockerfile parse error line 2:"
                                + " unknown instruction: FOO",
                        folder);
    }

    @ParameterizedTest
    @EnumSource
    void aDocumentThatTheEngineDoesNotKnowIsSaidToNeedANewerOne(BuilderKind builder)
            throws IOException {
        images.dockerfile("FROM DEBIAN\nRUN <<EOF\necho document\nEOF\n");
        assertThatThrownBy(() -> images.build(builder))
                .hasMessageContaining("line 3: unknown instruction: ECHO")
                .hasMessageContaining("needs BuildKit of Docker 23 or newer");
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsNotThereIsNamedWithTheCure(BuilderKind builder) throws IOException {
        images.dockerfile("FROM DEBIAN\nCOPY missing /x\n");
        assertThatThrownBy(() -> images.build(builder))
                .hasMessageContaining("] COPY missing /x (line 2 of its Dockerfile): ")
                .hasMessageContaining("not found")
                .hasMessageEndingWith(
                        "; see that it is in the folder and that .dockerignore does not exclude it");
    }

    @Test
    void theClassicBuilderSaysThatItHasNoMounts() throws IOException {
        images.dockerfile("FROM DEBIAN\nRUN --mount=type=cache,target=/x true\n");
        assertThatThrownBy(() -> images.build(BuilderKind.CLASSIC))
                .hasMessageContaining("the --mount option requires BuildKit")
                .hasMessageContaining("this engine builds without BuildKit: update it");
    }

    @Test
    void aBaseImageThatNobodyHasIsNamedWithTheEnginesReason() throws IOException {
        images.dockerfile("FROM nowhere.invalid/base:1\nRUN true\n");
        ImageBuilder builder =
                new ImageBuilder(
                        images.engine,
                        (image, progress) -> {
                            throw PortException.of(
                                    PortException.Kind.REFUSED, "no " + image, "look", null);
                        });
        assertThatThrownBy(
                        () ->
                                builder.build(
                                        BuilderKind.BUILDKIT, images.recipe("none"), line -> {}))
                .hasMessage(
                        "The image of folder %s could not be built without the image"
                                + " nowhere.invalid/base:1: no nowhere.invalid/base:1; look",
                        folder);
    }

    @ParameterizedTest
    @EnumSource
    void anUnreadableFolderIsNoFaultOfDocker(BuilderKind builder) throws IOException {
        images.dockerfile("FROM DEBIAN\n");
        images.file(".dockerignore", "[a\n");
        assertThatThrownBy(() -> images.build(builder))
                .hasMessageContaining(".dockerignore, line 1: the pattern '[a'");
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedBuildEndsOnTheEngine(BuilderKind builder) throws Exception {
        String marker = "3" + Math.abs(BuiltImages.fresh().hashCode());
        images.dockerfile("FROM DEBIAN\nRUN echo begun; sleep %s\n".formatted(marker));
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread building =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        images.build(builder);
                                        ended.complete(null);
                                    } catch (RuntimeException e) {
                                        ended.completeExceptionally(e);
                                    }
                                });
        Awaiting.until("it sleeps", () -> runs("sleep " + marker));

        building.interrupt();

        assertThat(ended)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("was interrupted");
        Awaiting.until("the engine has ended it", () -> !runs("sleep " + marker));
    }

    private static boolean runs(String command) {
        return ProcessHandle.allProcesses()
                .anyMatch(
                        process ->
                                process.info()
                                        .commandLine()
                                        .filter(l -> l.contains(command))
                                        .isPresent());
    }

    @ParameterizedTest
    @EnumSource
    void anImageGetsAllItsNames(BuilderKind builder) throws IOException {
        images.dockerfile("FROM DEBIAN\nENV A=%s\n".formatted(BuiltImages.fresh()));
        String first = images.recipe("first").names().iterator().next();
        String second = images.recipe("second").names().iterator().next();
        ImageRecipe recipe = new ImageRecipe(folder, Set.of(first, second), Map.of());

        new ImageBuilder(images.engine, (image, progress) -> {})
                .build(builder, recipe, images.lines::add);

        assertThat(images.docker().inspectImageCmd(first).exec().getRepoTags())
                .containsExactlyInAnyOrder(first, second);
    }
}
