package dev.elasticcloud.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.cli.Commands.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.impl.DefaultParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs the commands in docs/commands.md.
class CommandsDocumentTest {

    private static final Path DOCUMENT =
            Path.of(System.getProperty("elasticcloud.home", "."), "docs", "commands.md");

    @TempDir Path home;

    @Test
    void everyCommandInTheDocumentWorksAgainstAServedCloud() throws IOException {
        List<String> commands = fenced("sh");
        assertThat(commands).hasSizeGreaterThan(25).allMatch(line -> line.startsWith("cloud "));
        try (Commands cloud = Commands.onServedCloud(home)) {
            for (String command : commands) {
                Answer answer = cloud.run(words(command));
                assertThat(answer.code()).as(command + ": " + answer.err()).isZero();
            }
            assertThat(cloud.run("node", "ls", "-q").out()).isEmpty();
        }
    }

    @Test
    void everyCommandThatTheDocumentOnlyShowsIsValid() throws IOException {
        assertThat(fenced("console"))
                .isNotEmpty()
                .allSatisfy(
                        command ->
                                assertThat(CommandTree.problemWith(command.split(" < ")[0]))
                                        .as(command)
                                        .isEmpty());
    }

    private static String[] words(String command) {
        List<String> words = new DefaultParser().parse(command, 0).words();
        return words.subList(1, words.size()).toArray(String[]::new);
    }

    /// The lines of all fenced blocks of one kind.
    private static List<String> fenced(String kind) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("```")) {
                inside = line.equals("```" + kind);
            } else if (inside) {
                lines.add(line);
            }
        }
        return lines;
    }
}
