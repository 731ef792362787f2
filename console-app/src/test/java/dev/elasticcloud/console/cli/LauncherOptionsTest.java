package dev.elasticcloud.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The launcher finds the command among the arguments, so it must know which options take a value.
class LauncherOptionsTest {

    private static final Path LAUNCHER = Path.of(System.getProperty("elasticcloud.home"), "cloud");
    private static final Pattern WITH_VALUES =
            Pattern.compile("\\n {8}(--data \\|[^)]*)\\)\\s+is_value=true");

    private static Set<String> known() throws IOException {
        Matcher list = WITH_VALUES.matcher(Files.readString(LAUNCHER));
        assertThat(list.find()).isTrue();
        return Arrays.stream(list.group(1).split("[|\\\\\\s]+")).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "demo", "shots", "serve", "bench", "chaos"})
    void theLauncherKnowsEachOptionWithAValueOfTheCommandsThatItPrepares(String command)
            throws IOException {
        CommandLine line = Commands.tree().getSubcommands().get(command);

        Set<String> options =
                line.getCommandSpec().options().stream()
                        .filter(option -> option.arity().max() > 0)
                        .flatMap(option -> Arrays.stream(option.names()))
                        .collect(Collectors.toSet());

        assertThat(options).isNotEmpty();
        assertThat(known()).containsAll(options);
    }
}
