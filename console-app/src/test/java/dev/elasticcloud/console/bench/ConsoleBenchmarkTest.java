package dev.elasticcloud.console.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.elasticcloud.console.fake.ShippedPods;
import dev.elasticcloud.manager.api.CloudException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/// The benchmark measures what it says; how fast the console is, a test does not judge.
class ConsoleBenchmarkTest {

    @TempDir Path data;

    @Test
    void eachFigureOfAnOpenWindowIsMeasuredAndPrinted() throws Exception {
        FxToolkit.registerPrimaryStage();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        List<Figure> figures =
                new ConsoleBenchmark(
                                ShippedPods.specs(),
                                new PrintStream(printed, true, StandardCharsets.UTF_8),
                                Duration.ofSeconds(1))
                        .measureOpenWindows();
        assertThat(figures).hasSize(14);
        assertThat(figures)
                .filteredOn(figure -> figure.what().contains("layout of a frame"))
                .hasSize(3)
                .allMatch(figure -> figure.value() > 0);
        assertThat(figures.getLast().what()).contains("last line is found");
        assertThat(figures.getLast().value()).isPositive();
        assertThat(printed.toString(StandardCharsets.UTF_8).lines()).hasSize(14);
    }

    @Test
    void aFigureAboveWhatIsAskedIsMarked() {
        assertThat(Figure.of("filter", 51, "ms", 50).line()).endsWith("MISSED");
        assertThat(Figure.of("filter", 50, "ms", 50).line()).doesNotContain("MISSED");
        assertThat(Figure.of("filter", 51, "ms").reached()).isTrue();
    }

    @Test
    void theFiguresAsJsonSayWhetherTheyAreReached() throws Exception {
        assertThat(new ObjectMapper().writeValueAsString(Figure.of("filter", 51, "ms", 50)))
                .contains("\"reached\":false");
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidBeforeAnythingIsMeasured() throws Exception {
        Path file = Files.createFile(data.resolve("taken"));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ConsoleBenchmark benchmark =
                new ConsoleBenchmark(List.of(), new PrintStream(printed), Duration.ofSeconds(1));

        assertThatThrownBy(() -> benchmark.run(file.resolve("out")))
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("cannot be written to");
        assertThat(printed.size()).isZero();
    }
}
