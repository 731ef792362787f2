package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.fake.ShippedPods;
import dev.elasticcloud.console.sample.SampleState;
import dev.elasticcloud.manager.model.spec.PodSpec;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

class ShotsTest {

    /// The toolkit caches painted backgrounds, which are a shade apart from fresh ones at their
    /// edges; `cloud shots` switches that off, a test's toolkit has been started already.
    private static final int LEAST_SEEN = 24;

    private static final Shots.Size SIZE = new Shots.Size(1280, 800);

    private static final List<PodSpec> PODS = ShippedPods.specs();

    @TempDir Path folder;

    private final List<Path> taken = new ArrayList<>();

    @BeforeAll
    static void prepare() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void aSecondRunGivesTheSamePictures() throws IOException {
        List<SampleState> states = List.of(SampleState.NORMAL, SampleState.DISCONNECTED);
        take(folder.resolve("first"), List.of(), states);
        take(folder.resolve("second"), List.of(), states);
        try (Stream<Path> pictures = Files.walk(folder.resolve("first"))) {
            assertThat(pictures.filter(Files::isRegularFile))
                    .hasSize(40)
                    .allSatisfy(
                            first ->
                                    assertThat(difference(first, second(first)))
                                            .isLessThan(LEAST_SEEN));
        }
    }

    @Test
    void eachStateHasAPictureOfAScreenInBothThemes() {
        take(folder, List.of("Overview"), List.of(SampleState.values()));
        assertThat(taken)
                .hasSize(10)
                .contains(
                        folder.resolve("empty/overview-dark-1280x800.png"),
                        folder.resolve("large/overview-light-1280x800.png"));
        assertThat(taken).allSatisfy(png -> assertThat(png).isNotEmptyFile());
    }

    private Path second(Path first) {
        return folder.resolve("second").resolve(folder.resolve("first").relativize(first));
    }

    /// How much the shades of two pictures differ at most, of 255.
    private static int difference(Path one, Path other) throws IOException {
        BufferedImage left = ImageIO.read(one.toFile());
        BufferedImage right = ImageIO.read(other.toFile());
        assertThat(right.getWidth()).isEqualTo(left.getWidth());
        int most = 0;
        for (int y = 0; y < left.getHeight(); y++) {
            for (int x = 0; x < left.getWidth(); x++) {
                int a = left.getRGB(x, y);
                int b = right.getRGB(x, y);
                for (int shift = 0; a != b && shift < 24; shift += 8) {
                    most = Math.max(most, Math.abs((a >> shift & 255) - (b >> shift & 255)));
                }
            }
        }
        return most;
    }

    private void take(Path out, List<String> screens, List<SampleState> states) {
        new Shots(PODS, taken::add).take(new Shots.Wish(out, screens, List.of(SIZE), states));
    }
}
