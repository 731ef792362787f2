package dev.elasticcloud.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.sample.SampleState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pages of docs/guide name only commands, pages and pictures that exist.
class GuideTest {

    private static final Path GUIDE =
            Path.of(System.getProperty("elasticcloud.home"), "docs", "guide");
    private static final Pattern COMMAND = Pattern.compile("`(?:\\./)?(cloud [^`]+)`");
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^]]*]\\(([^)#]+)[^)]*\\)");
    private static final Pattern PICTURE = Pattern.compile("!\\[[^]]+]\\(([^)]+)\\)");

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(GUIDE)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
        }
    }

    private static List<String> found(Pattern pattern, Path page) throws IOException {
        return pattern.matcher(Files.readString(page))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandIsValid(Path page) throws IOException {
        for (String command : found(COMMAND, page)) {
            assertThat(CommandTree.problemWith(command)).as(command).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFile(Path page) throws IOException {
        assertThat(found(LINK, page)).allSatisfy(link -> assertThat(GUIDE.resolve(link)).exists());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyPictureIsOneThatTheGuideSaysHowToMake(Path page) throws IOException {
        String states =
                String.join(
                        "|", Arrays.stream(SampleState.values()).map(SampleState::word).toList());

        assertThat(found(PICTURE, page))
                .allMatch(
                        name ->
                                name.matches(
                                        "pictures/(%s)/[a-z]+-(dark|light)-1280x800\\.png"
                                                .formatted(states)));
    }
}
