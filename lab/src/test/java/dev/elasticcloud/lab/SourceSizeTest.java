package dev.elasticcloud.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Keeps Java files and packages, tests included, small enough to be read at one sitting. A file that
/// is better left whole is listed here with the reason.
class SourceSizeTest {

    private static final int MOST_LINES = 300;
    private static final int MOST_FILES = 25;
    private static final List<String> MODULES = List.of("manager-core", "lab", "console-app");

    private static final Path HOME = Path.of(System.getProperty("elasticcloud.home"));

    private static final String MANAGER = "manager-core/src/main/java/dev/elasticcloud/manager/";
    private static final String CONSOLE = "console-app/src/main/java/dev/elasticcloud/console/";

    /// Files that may be longer, by their path in the project, each with its reason.
    private static final Map<String, String> LONG_FILES =
            Map.ofEntries(
                    Map.entry(
                            MANAGER + "model/spec/Command.java",
                            "one sealed list of all commands, each a record of a few lines"),
                    Map.entry(
                            MANAGER + "docker/connection/EngineFailure.java",
                            "one table of the engine's failures, each with its cure"),
                    Map.entry(
                            MANAGER + "LocalManager.java",
                            "one short method for each question that CloudManager answers"),
                    Map.entry(
                            "manager-core/src/test/java/dev/elasticcloud/manager/doctor/DoctorTest.java",
                            "one good machine and each way to break it"),
                    Map.entry(
                            CONSOLE + "feature/nodes/NodesModel.java",
                            "what the table, the filter, the life map and the bulk actions share, in short methods"),
                    Map.entry(
                            CONSOLE + "cli/session/CommandSession.java",
                            "what every command asks of its session, in short methods"),
                    Map.entry(CONSOLE + "sample/PodStory.java", "one made-up story, told in order"),
                    Map.entry(
                            CONSOLE + "control/DataTable.java",
                            "one table with its columns, cells and sorting"));

    @Test
    void filesHaveAtMost300LinesUnlessAReasonIsGiven() {
        Map<String, Long> tooLong = tooLong();
        tooLong.keySet().removeAll(LONG_FILES.keySet());

        assertThat(tooLong)
                .as("split them along a seam, or give the reason in LONG_FILES")
                .isEmpty();
    }

    @Test
    void reasonsAreGivenForFilesThatExist() {
        assertThat(LONG_FILES.keySet()).allMatch(file -> Files.isRegularFile(HOME.resolve(file)));
        assertThat(LONG_FILES.values()).noneMatch(String::isBlank);
    }

    @Test
    void packagesHaveAtMost25Files() {
        Map<Path, Long> tooMany =
                sources(MODULES).stream()
                        .collect(
                                Collectors.groupingBy(
                                        file -> HOME.relativize(file.getParent()),
                                        TreeMap::new,
                                        Collectors.counting()));
        tooMany.values().removeIf(files -> files <= MOST_FILES);

        assertThat(tooMany).as("move the files of one subject into a package below").isEmpty();
    }

    private static Map<String, Long> tooLong() {
        Map<String, Long> lengths = new TreeMap<>();
        for (Path file : sources(MODULES)) {
            try (Stream<String> lines = Files.lines(file)) {
                lengths.put(HOME.relativize(file).toString().replace('\\', '/'), lines.count());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        lengths.values().removeIf(lines -> lines <= MOST_LINES);
        return lengths;
    }

    /// All Java files of modules, tests included.
    private static List<Path> sources(List<String> modules) {
        List<Path> sources = new ArrayList<>();
        for (String module : modules) {
            try (Stream<Path> files = Files.walk(HOME.resolve(module).resolve("src"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(sources).hasSizeGreaterThan(400);
        return sources;
    }
}
