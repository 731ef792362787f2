package dev.elasticcloud.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.elasticcloud.console.fake.FakeCloud;
import dev.elasticcloud.console.fake.SampleClouds;
import dev.elasticcloud.manager.model.CloudSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/// Writes pictures of the console to `target/pictures` and checks what a picture can show.
class PicturesTest {

    private static final int[][] SIZES = {{1280, 800}, {1440, 900}, {1920, 1080}};
    private static final Path FOLDER = Path.of("target", "pictures");

    private final Map<String, CloudSnapshot> clouds =
            new TreeMap<>(
                    Map.of(
                            "busy", SampleClouds.busy(),
                            "declared", SampleClouds.declared(),
                            "empty", CloudSnapshot.empty("local", Instant.EPOCH),
                            "simulated", SampleClouds.simulated(),
                            "unreachable", SampleClouds.unreachable()));

    @Test
    void eachThemeInEachSizeShowsAllTextsWhole() throws Exception {
        for (Map.Entry<String, CloudSnapshot> entry : clouds.entrySet()) {
            FakeCloud cloud = new FakeCloud(entry.getValue());
            ConsoleWindow window = OnFx.get(() -> new ConsoleWindow(cloud, 1280, 800));
            if (entry.getValue().number() > 1) {
                OnFx.await(() -> cloud.histories() >= 3);
            }
            for (Theme theme : Theme.values()) {
                OnFx.run(() -> window.show(theme));
                for (int[] size : SIZES) {
                    String name = "%s-%s-%d".formatted(entry.getKey(), theme, size[0]);
                    assertThat(cutTexts(window, size, name)).as(name).isEmpty();
                }
            }
            OnFx.run(window::close);
        }
    }

    @Test
    void theDecisionsOpenAboveTheScreen() throws Exception {
        FakeCloud cloud = new FakeCloud(SampleClouds.busy());
        ConsoleWindow window = OnFx.get(() -> new ConsoleWindow(cloud, 1280, 800));
        OnFx.await(() -> cloud.histories() >= 3);
        Stage stage = OnFx.open(window);
        OnFx.run(() -> ((Hyperlink) window.scene().lookup(".hyperlink")).fire());
        OnFx.await(() -> window.scene().lookup(".decisions") != null);
        WaitForAsyncUtils.sleep(600, TimeUnit.MILLISECONDS);
        shoot(window, new int[] {1280, 800}, "decisions");
        assertThat(window.scene().lookup(".decisions .sentence")).isNotNull();
        OnFx.run(stage::close);
        OnFx.run(window::close);
    }

    private static void shoot(ConsoleWindow window, int[] size, String name) throws Exception {
        Path png = FOLDER.resolve(name + ".png");
        OnFx.get(
                () -> {
                    WindowCamera.shoot(window.scene(), size[0], size[1], png);
                    return true;
                });
        assertThat(Files.size(png)).isPositive();
    }

    private static List<String> cutTexts(ConsoleWindow window, int[] size, String name)
            throws Exception {
        shoot(window, size, name);
        return OnFx.get(
                () -> {
                    List<String> cut = new ArrayList<>();
                    for (Node node : window.scene().getRoot().lookupAll(".label, .button")) {
                        if (node instanceof Labeled labeled
                                && labeled.lookup(".text") instanceof Text text
                                && shown(node)
                                && !labeled.isWrapText()
                                && !labeled.getText().equals(text.getText())) {
                            cut.add(labeled.getText() + " as " + text.getText());
                        }
                    }
                    return cut;
                });
    }

    private static boolean shown(Node node) {
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
