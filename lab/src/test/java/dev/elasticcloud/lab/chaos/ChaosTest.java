package dev.elasticcloud.lab.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChaosTest {

    private static final Path TABLE =
            Path.of(System.getProperty("elasticcloud.home"), "docs/chaos.md");

    private static List<Integer> numbers(String text, String line) {
        return Pattern.compile(line, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult found) -> Integer.valueOf(found.group(1)))
                .toList();
    }

    @Test
    void theDocumentedTableHasEachCaseOnce() throws IOException {
        List<Integer> cases = numbers(Chaos.list(), "^ +(\\d+)  ");

        assertThat(cases).isEqualTo(IntStream.rangeClosed(1, cases.size()).boxed().toList());
        assertThat(numbers(Files.readString(TABLE), "^\\| (\\d+) \\|")).isEqualTo(cases);
    }
}
